import { Capture } from '../domain/payments/payment';

/**
 * Payment provider with its signature and event format. Each adapter supports one format; its name is the last part of
 * the webhook's path.
 */
export interface PaymentProvider {
  readonly name: string;
  /** True when no real money is collected: orders paid through it are marked as tests. */
  readonly test: boolean;
  /** Verifies the signature over the unmodified body, before any of its content is used. */
  verify(request: SignedRequest): SignatureVerdict;
  /** Throws `InvalidInput` for anything but an event of the provider. */
  parse(rawBody: string): ProviderEvent;
  /** Queries the provider for an order's payment; absent: the provider does not support queries. */
  findCapture?(orderId: string): Promise<Capture | undefined>;
}

/** Webhook request as it arrived. */
export interface SignedRequest {
  readonly headers: ReadonlyMap<string, string>;
  readonly rawBody: Buffer;
  /** Valid signing secrets; two during a rotation. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

/** Result of a signature check. */
export type SignatureVerdict = 'valid' | 'bad signature' | 'too old';

/** Event of a provider, parsed. */
export interface ProviderEvent {
  readonly eventId: string;
  readonly eventType: string;
  /** Present only in the event type that reports a received payment. */
  readonly capture?: Capture;
}
