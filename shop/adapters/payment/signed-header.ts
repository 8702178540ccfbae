/**
 * Providers that sign events with the header `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`. It may have several `v1`
 * during a rotation of the secret.
 */
import { createHmac, timingSafeEqual } from 'crypto';
import { money } from '../../domain/money';
import { parseJson, readCurrency, readInteger, readObject, readText } from '../../domain/validation';
import { PaymentProvider, ProviderEvent, SignatureVerdict, SignedRequest } from '../../ports/payment-provider';

/** Name of the header, in lower case. */
export const SIGNATURE_HEADER = 'x-payment-signature';
const TOLERANCE_SECONDS = 300;
const CAPTURED = 'payment.captured';

/** Provider with signed events in this format. */
export class SignedHeaderProvider implements PaymentProvider {
  constructor(
    readonly name: string,
    readonly test: boolean,
  ) {}

  verify({ headers, rawBody, secrets, now }: SignedRequest): SignatureVerdict {
    const signed = parseHeader(headers.get(SIGNATURE_HEADER));
    if (!signed) return 'bad signature';
    const genuine = secrets.filter((secret) => secret !== '').map((secret) => sign(secret, signed.timestamp, rawBody));
    // Every signature is compared with all secrets, without stopping at a match, so that the duration reveals nothing.
    const matches = signed.signatures.flatMap((signature) =>
      genuine.map((expected) => timingSafeEqual(signature, expected)),
    );
    if (!matches.includes(true)) return 'bad signature';
    // Checked after the signature, which covers the timestamp.
    return Math.abs(now.getTime() / 1000 - Number(signed.timestamp)) <= TOLERANCE_SECONDS ? 'valid' : 'too old';
  }

  parse(rawBody: string): ProviderEvent {
    const event = readObject(parseJson(rawBody, 'body'), 'body');
    const eventId = readText(event.id, 'id', 128);
    const eventType = readText(event.type, 'type', 128);
    if (eventType !== CAPTURED) return { eventId, eventType };
    const data = readObject(event.data, 'data');
    return {
      eventId,
      eventType,
      capture: {
        orderId: readText(data.orderId, 'data.orderId', 64),
        reference: readText(data.reference, 'data.reference', 128),
        amount: money(
          readInteger(data.amountMinor, 'data.amountMinor', 0, Number.MAX_SAFE_INTEGER),
          readCurrency(data.currency, 'data.currency'),
        ),
      },
    };
  }
}

/**
 * Returns the header's value for a body, as a provider, a bridge to one or a test sends it.
 *
 * @param at - time of signing; the receiver accepts a difference of five minutes
 * @param rawBody - exactly the bytes that are sent
 */
export function signatureHeader(secret: string, at: Date, rawBody: Buffer): string {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return `t=${timestamp},v1=${sign(secret, timestamp, rawBody).toString('hex')}`;
}

function sign(secret: string, timestamp: string, rawBody: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
}

function parseHeader(
  header: string | undefined,
): { readonly timestamp: string; readonly signatures: readonly Buffer[] } | undefined {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='));
  const timestamp = parts.find(([name]) => name === 't')?.[1];
  const signatures = parts.filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '')).slice(0, 4);
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) return undefined;
  return { timestamp, signatures: signatures.map(([, value]) => Buffer.from(value, 'hex')) };
}
