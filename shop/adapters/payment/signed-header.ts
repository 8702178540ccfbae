/** Providers that send `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`, possibly several `v1` while they rotate their secret. */
import { createHmac, timingSafeEqual } from 'crypto';
import { money } from '../../domain/money';
import { parseJson, readCurrency, readInteger, readObject, readText } from '../../domain/validation';
import { PaymentProvider, ProviderEvent, SignatureVerdict, SignedRequest } from '../../ports/payment-provider';

export const SIGNATURE_HEADER = 'x-payment-signature';
const TOLERANCE_SECONDS = 300;
const CAPTURED = 'payment.captured';

export class SignedHeaderProvider implements PaymentProvider {
  constructor(
    readonly name: string,
    readonly test: boolean,
  ) {}

  verify({ headers, rawBody, secrets, now }: SignedRequest): SignatureVerdict {
    const signed = parseHeader(headers.get(SIGNATURE_HEADER));
    if (!signed) return 'bad signature';
    const genuine = secrets.filter((secret) => secret !== '').map((secret) => sign(secret, signed.timestamp, rawBody));
    // Compared one with all, without stopping at the first match, so that the time says nothing.
    const matches = signed.signatures.flatMap((signature) =>
      genuine.map((expected) => timingSafeEqual(signature, expected)),
    );
    if (!matches.includes(true)) return 'bad signature';
    // Only now: the timestamp is believed because it is signed.
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

/** The header's value for a body: what a provider, a bridge or a test sends. */
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
