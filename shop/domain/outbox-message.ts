/**
 * Outbox messages: work that a transaction notes and that is delivered after the commit. Each has an id, so noting the
 * same work twice has no effect.
 */
import { createHash } from 'crypto';
import { Mail, MailContent } from './mails/mail';
import { Subscription } from './marketing/consent';
import { Notification } from './notifications';
import { EventKind } from '../../src/contract/events';
import { Topic } from '../../src/contract/feeds';

/**
 * Kind of delivery: a mail, the invalidation of cached data, or a notification on one topic. A process claims only the
 * kinds that it can deliver.
 */
export type OutboxMessageKind = 'mail' | 'invalidate' | `publish.${Topic}`;

/** Work that must happen outside the database, written in the transaction that decided it. */
export interface OutboxMessage {
  /** `<aggregate>:<event>`: inserting the same message a second time has no effect. */
  readonly id: string;
  readonly kind: OutboxMessageKind;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Outbox message that the caller has leased for delivery. */
export interface ClaimedOutboxMessage extends OutboxMessage {
  /** Number of attempts, including the current one. */
  readonly attempts: number;
}

const MAXIMUM_ID = 200;

/**
 * Creates a message that publishes a notification.
 *
 * @param eventId - unique for each event; consumers recognize redeliveries by it
 * @param payload - only what the subscribers need, because they may be outside the shop
 */
export function notification(
  topic: Topic,
  eventId: string,
  kind: EventKind,
  payload: Notification['payload'],
): OutboxMessage {
  return { id: messageId(eventId), kind: `publish.${topic}`, payload: { kind, payload } };
}

/**
 * Creates a message that sends a mail.
 *
 * @param id - unique for each mail; the same id is sent once
 * @param orderId - order whose access token replaces `TOKEN_PLACEHOLDER` when the mail is sent
 */
export function mail(id: string, to: string, content: MailContent, orderId?: string): OutboxMessage {
  return {
    id: messageId(id),
    kind: 'mail',
    payload: { to, ...content, ...(orderId === undefined ? {} : { orderId }) },
  };
}

/**
 * Creates a message that sends a marketing mail. The customer may withdraw the consent before it is sent, so the sender
 * checks the consent again.
 *
 * @param subscription - consent that is checked before sending
 */
export function marketingMail(id: string, to: string, content: MailContent, subscription: Subscription): OutboxMessage {
  return { id: messageId(id), kind: 'mail', payload: { to, ...content, subscription } };
}

/** Payload of a mail's message, as `mail` and `marketingMail` write it. */
export type MailPayload = Omit<Mail, 'id'> & { readonly subscription?: Subscription; readonly orderId?: string };

/**
 * Creates a message that invalidates cached data.
 *
 * @param scopes - scopes whose cached data are outdated after the commit
 */
export function invalidation(id: string, scopes: readonly string[]): OutboxMessage {
  return { id: messageId(id), kind: 'invalidate', payload: { scopes } };
}

/**
 * Shortens a long id to its hash. Event ids from outside may have any length, and the same id always gives the same
 * hash.
 */
function messageId(id: string): string {
  return id.length <= MAXIMUM_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

export function isMail(kind: OutboxMessageKind): kind is 'mail' {
  return kind === 'mail';
}

export function topicOf(kind: Exclude<OutboxMessageKind, 'mail' | 'invalidate'>): Topic {
  return kind.slice('publish.'.length) as Topic;
}
