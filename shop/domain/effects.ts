/** Effects are decided here and performed after the commit; their ids make the second decision of the same effect do nothing. */
import { createHash } from 'crypto';
import { EventKind } from '../../src/contract/events';
import { Topic } from '../../src/contract/feeds';
import { Mail, Notification } from '../ports';
import { Subscription } from '../ports/marketing';
import { Effect, EffectKind } from '../ports/store';

const MAXIMUM_ID = 200;

export type MailContent = Omit<Mail, 'id' | 'to'>;

export function notification(topic: Topic, eventId: string, kind: EventKind, payload: Notification['payload']): Effect {
  return { id: effectId(eventId), kind: `publish.${topic}`, payload: { kind, payload } };
}

/** `orderId`: the mail has a place for that order's secret, which is filled in when it is sent (`TOKEN_PLACE`). */
export function mail(id: string, to: string, content: MailContent, orderId?: string): Effect {
  return { id: effectId(id), kind: 'mail', payload: { to, ...content, ...(orderId === undefined ? {} : { orderId }) } };
}

/** A mail that the customer may have said no to by the time it is sent: whoever sends it asks again. */
export function marketingMail(id: string, to: string, content: MailContent, subscription: Subscription): Effect {
  return { id: effectId(id), kind: 'mail', payload: { to, ...content, subscription } };
}

/** What a mail's effect carries, as `mail` and `marketingMail` wrote it. */
export type MailPayload = Omit<Mail, 'id'> & { readonly subscription?: Subscription; readonly orderId?: string };

/** Copies of these scopes in the cache are old once this is committed. */
export function invalidation(id: string, scopes: readonly string[]): Effect {
  return { id: effectId(id), kind: 'invalidate', payload: { scopes } };
}

/** Event ids from outside may be of any length; the same long one always becomes the same short one. */
function effectId(id: string): string {
  return id.length <= MAXIMUM_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

export function isMail(kind: EffectKind): kind is 'mail' {
  return kind === 'mail';
}

export function topicOf(kind: Exclude<EffectKind, 'mail' | 'invalidate'>): Topic {
  return kind.slice('publish.'.length) as Topic;
}
