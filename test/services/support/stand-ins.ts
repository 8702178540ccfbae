/** Stand-ins of a payment provider and a warehouse. They count independently of the shop. */
import { ALBEvent, ALBResult, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { loadBalancerEvent } from '../../shop/support/events';

export const PAYMENT_SECRET = 'whsec_services';

export interface Charge {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

interface News {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export class ProviderStandIn {
  /** Any answer but 200 is repeated. */
  static async webhook(record: SQSRecord, call: (event: ALBEvent) => Promise<ALBResult>): Promise<boolean> {
    const body = Buffer.from(record.body);
    const headers = { 'x-payment-signature': signatureHeader(PAYMENT_SECRET, new Date(), body) };
    return (
      (await call(loadBalancerEvent('POST', '/webhooks/payments/signed', { body, base64: true, headers })))
        .statusCode === 200
    );
  }

  /** By idempotency key, which is the event's id: a repeated request is the same charge. */
  readonly charges = new Map<string, Charge>();

  /** @param tell - sends a webhook, any number of times */
  constructor(private readonly tell: (event: string) => void) {}

  take(event: SQSEvent): SQSBatchResponse {
    for (const { eventId, payload } of event.Records.map(newsOf)) {
      if (this.charges.has(eventId)) continue;
      const charge = {
        orderId: String(payload.orderId),
        amountMinor: Number(payload.totalMinor),
        currency: String(payload.currency),
      };
      this.charges.set(eventId, charge);
      this.tell(
        JSON.stringify({
          id: `evt_${ulid()}`,
          type: 'payment.captured',
          data: { ...charge, reference: `pay_${ulid()}` },
        }),
      );
    }
    return { batchItemFailures: [] };
  }
}

export class WarehouseStandIn {
  /** Number of different parcels requested for each order. */
  readonly parcels = new Map<string, Set<string>>();

  constructor(private readonly tell: (notification: string) => void) {}

  take(event: SQSEvent): SQSBatchResponse {
    for (const { eventId, payload } of event.Records.map(newsOf)) {
      const orderId = String(payload.orderId);
      const parcels = this.parcels.get(orderId) ?? new Set();
      this.parcels.set(orderId, parcels);
      if (parcels.has(eventId)) continue;
      parcels.add(eventId);
      this.tell(
        JSON.stringify({
          eventId: `warehouse:${eventId}`,
          kind: 'shipment.dispatched',
          payload: { orderId, carrier: 'DHL', tracking: eventId.slice(0, 26) },
        }),
      );
    }
    return { batchItemFailures: [] };
  }
}

function newsOf(record: SQSRecord): News {
  return JSON.parse(record.body) as News;
}
