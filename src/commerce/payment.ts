import { VARIABLES } from '../contract/variables';
import { requireMatch } from '../core/validation';

/** Options of a payment provider that signs its events. */
export interface SignedPaymentOptions {
  /**
   * The URL of the provider's payment page, to which customers are sent after they have placed an order. It contains
   * `{orderId}` in the place of the order's id, such as `https://pay.example.com/checkout/{orderId}`.
   *
   * @default - the order page has no link; customers pay in another way, such as through a link in the provider's mail
   */
  readonly paymentPageUrl?: string;
}

/**
 * The payment provider, which reports payments to the shop by events to `/webhooks/payments/`.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   commerce: { payment: Payment.signed({ paymentPageUrl: 'https://pay.example.com/checkout/{orderId}' }) },
 * });
 */
export class Payment {
  /**
   * Returns a demonstration without a provider: the shop serves a payment page with a button that simulates a payment.
   * The payment is verified like a real one. Orders are marked as tests, and pages say so. The construct warns while it
   * is in use.
   */
  public static demo(): Payment {
    return new Payment('demo');
  }

  /**
   * Returns a provider that sends its events to `/webhooks/payments/signed`, with the signature
   * `t=<seconds>,v1=<HMAC-SHA256>` by the shop's payment secret. The demonstration's payment page does not exist then.
   *
   * @param options the provider's payment page
   * @throws an error when the payment page is not an https URL that contains `{orderId}`
   */
  public static signed(options: SignedPaymentOptions = {}): Payment {
    requireMatch(
      'commerce.payment',
      options.paymentPageUrl,
      /^https:\/\/[^\s"'\\]*\{orderId\}[^\s"'\\]*$/,
      'a payment page that begins with https:// and names the order',
      "write it as 'https://pay.example.com/checkout/{orderId}'",
    );
    return new Payment('signed', options.paymentPageUrl);
  }

  private constructor(
    private readonly provider: 'demo' | 'signed',
    private readonly paymentPageUrl?: string,
  ) {}

  /** @internal */
  public get _isDemo(): boolean {
    return this.provider === 'demo';
  }

  /** @internal */
  public get _environment(): { [name: string]: string } {
    return {
      [VARIABLES.payment.provider]: this.provider,
      ...(this.paymentPageUrl === undefined ? {} : { [VARIABLES.payment.pageUrl]: this.paymentPageUrl }),
    };
  }
}
