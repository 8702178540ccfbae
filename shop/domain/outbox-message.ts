/** Messages are decided in a transaction and sent after the commit; their ids make the second decision of the same message do nothing. */
import { createHash } from 'crypto';
import { Mail, MailContent } from './mails/mail';
import { Subscription } from './marketing/consent';
import { Notification } from './notifications';
import { EventKind } from '../../src/contract/events';
import { Topic } from '../../src/contract/feeds';

/** Mails, forgotten copies in the cache, and one publishing kind a topic: a process claims only what it is able to send. */
export type OutboxMessageKind = 'mail' | 'invalidate' | `publish.${Topic}`;

/** Something that must happen outside, written in the transaction that decided it. */
export interface OutboxMessage {
  /** `<aggregate>:<event>`: the second insert of the same message does nothing. */
  readonly id: string;
  readonly kind: OutboxMessageKind;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface ClaimedOutboxMessage extends OutboxMessage {
  /** Including this one. */
  readonly attempts: number;
}

const MAXIMUM_ID = 200;

export function notification(
  topic: Topic,
  eventId: string,
  kind: EventKind,
  payload: Notification['payload'],
): OutboxMessage {
  return { id: messageId(eventId), kind: `publish.${topic}`, payload: { kind, payload } };
}

/** `orderId`: the mail has a place for that order's secret, which is filled in when it is sent (`TOKEN_PLACE`). */
export function mail(id: string, to: string, content: MailContent, orderId?: string): OutboxMessage {
  return {
    id: messageId(id),
    kind: 'mail',
    payload: { to, ...content, ...(orderId === undefined ? {} : { orderId }) },
  };
}

/** A mail that the customer may have said no to by the time it is sent: whoever sends it asks again. */
export function marketingMail(id: string, to: string, content: MailContent, subscription: Subscription): OutboxMessage {
  return { id: messageId(id), kind: 'mail', payload: { to, ...content, subscription } };
}

/** What a mail's message carries, as `mail` and `marketingMail` wrote it. */
export type MailPayload = Omit<Mail, 'id'> & { readonly subscription?: Subscription; readonly orderId?: string };

/** Copies of these scopes in the cache are old once this is committed. */
export function invalidation(id: string, scopes: readonly string[]): OutboxMessage {
  return { id: messageId(id), kind: 'invalidate', payload: { scopes } };
}

/** Event ids from outside may be of any length; the same long one always becomes the same short one. */
function messageId(id: string): string {
  return id.length <= MAXIMUM_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

export function isMail(kind: OutboxMessageKind): kind is 'mail' {
  return kind === 'mail';
}

export function topicOf(kind: Exclude<OutboxMessageKind, 'mail' | 'invalidate'>): Topic {
  return kind.slice('publish.'.length) as Topic;
}
