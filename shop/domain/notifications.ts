/** Notifications on the topics, and how consumers read them from their queues: a boundary, so every field is checked. */
import { Fields, InvalidInput, parseJson, readEmail, readObject, readShopUrl, readText, readUlid } from './validation';

/** A notification on a topic; `eventId` is the outbox id, by which consumers recognise a second delivery. */
export interface Notification {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface ReceivedNotification {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Fields;
}

export interface Dispatch {
  readonly orderId: string;
  readonly carrier: string;
  readonly tracking: string;
}

/** To a customer of the shop: by account, or by the address of one. Whether they agreed is asked of the shop's own books. */
export interface AnnouncedOffer {
  readonly customerId?: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

export function parseNotification(text: string): ReceivedNotification {
  const fields = readObject(parseJson(text, 'notification'), 'notification');
  return {
    eventId: readText(fields.eventId, 'eventId', 512),
    kind: readText(fields.kind, 'kind', 64),
    payload: readObject(fields.payload, 'payload'),
  };
}

export function readOrderId(payload: Fields): string {
  return readUlid(payload.orderId, 'payload.orderId');
}

export function readDispatch(payload: Fields): Dispatch {
  return {
    orderId: readOrderId(payload),
    carrier: readText(payload.carrier, 'payload.carrier', 80),
    tracking: readText(payload.tracking, 'payload.tracking', 120),
  };
}

export function readOffer(payload: Fields): AnnouncedOffer {
  if (typeof payload.text !== 'string' || payload.text.trim() === '' || payload.text.length > 10_000) {
    throw new InvalidInput('payload.text', 'must be a text of at most 10000 characters');
  }
  return {
    ...(payload.customerId === undefined ? {} : { customerId: readUlid(payload.customerId, 'payload.customerId') }),
    email: readEmail(payload.email, 'payload.email'),
    subject: readText(payload.subject, 'payload.subject', 200),
    text: payload.text,
    unsubscribeUrl: readShopUrl(payload.unsubscribeUrl, 'payload.unsubscribeUrl'),
  };
}
