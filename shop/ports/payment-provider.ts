import { Capture } from '../domain/payments/payment';

/** How a provider signs and words its events. One adapter a format; its name is the last part of the webhook's path. */
export interface PaymentProvider {
  readonly name: string;
  /** No real money: orders paid through it are marked as tests. */
  readonly test: boolean;
  /** Over the body exactly as it arrived, before anything in it is believed. */
  verify(request: SignedRequest): SignatureVerdict;
  /** Throws `InvalidInput` for what is not one of the provider's events. */
  parse(rawBody: string): ProviderEvent;
  /** Asks the provider whether it has taken money for an order; absent: this one cannot be asked. */
  findCapture?(orderId: string): Promise<Capture | undefined>;
}

export interface SignedRequest {
  readonly headers: ReadonlyMap<string, string>;
  readonly rawBody: Buffer;
  /** Two while a rotation is under way. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

export type SignatureVerdict = 'valid' | 'bad signature' | 'too old';

export interface ProviderEvent {
  readonly eventId: string;
  readonly eventType: string;
  /** Only for the one event that says that money has arrived. */
  readonly capture?: Capture;
}
