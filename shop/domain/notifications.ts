/**
 * Notifications on the topics, and readers with which consumers parse them from their queues. A queue is a trust
 * boundary, so every field is checked.
 */
import { Fields, InvalidInput, parseJson, readEmail, readObject, readShopUrl, readText, readUlid } from './validation';

/**
 * Notification to publish on a topic. `eventId` is the id of the outbox message, by which consumers recognize a second
 * delivery.
 */
export interface Notification {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Notification as a consumer receives it; the fields of its payload are not checked yet. */
export interface ReceivedNotification {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Fields;
}

/** Notification of the warehouse that a parcel was handed to the carrier. */
export interface Dispatch {
  readonly orderId: string;
  readonly carrier: string;
  readonly tracking: string;
}

/**
 * Offer to one customer, identified by account or by e-mail address. The shop's database decides whether the customer
 * has agreed to offers.
 */
export interface AnnouncedOffer {
  readonly customerId?: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

/** Parses the text of a queue message; throws `InvalidInput` for anything but a notification. */
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

/** Reads an offer from an untrusted payload. Throws `InvalidInput` for a missing or malformed field. */
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
