import { VARIABLES } from '../contract/variables';
import { requireMatch } from '../core/validation';

/** A payment provider that signs its events. */
export interface SignedPaymentOptions {
  /**
   * The provider's payment page, to which a customer goes after the order is placed, with `{orderId}` where the order's id belongs, such as
   * `https://pay.example.com/checkout/{orderId}`.
   *
   * @default - the order page offers no link; customers pay in another way, such as by a link in the provider's own mail
   */
  readonly paymentPageUrl?: string;
}

/**
 * Who takes the customers' money, and tells the shop so by events to `/webhooks/payments/`.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   commerce: { payment: Payment.signed({ paymentPageUrl: 'https://pay.example.com/checkout/{orderId}' }) },
 * });
 */
export class Payment {
  /**
   * Nobody: the shop serves a payment page of its own whose button stands for a payment. It goes through the same verification as a real one; orders are
   * marked as tests and pages say so. The construct warns as long as it is in use.
   */
  public static demo(): Payment {
    return new Payment('demo');
  }

  /**
   * A provider whose events carry the signature `t=<seconds>,v1=<HMAC-SHA256>`, made with the shop's payment secret, and arrive at
   * `/webhooks/payments/signed`. The demo page does not exist then.
   *
   * @param options where customers pay
   * @throws an error when the payment page is no address with `{orderId}` in it
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
