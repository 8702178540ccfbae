/** Parser for events of Amazon SES that arrive by topic and queue. */
import { fromMailTag, OUTBOX_TAG } from './mail-tag';
import { MailEvent } from '../../domain/mails/mail-event';

/** Length limit of ids in the inbox; the service's ids are shorter. */
const MAXIMUM_ID = 200;

/**
 * Parses the body of a queue message. Undefined: it is no mail event. An unknown type or format of event is `other`:
 * redelivering it would not help, because its mail has been sent.
 */
export function readMailEvent(body: string): MailEvent | undefined {
  // A text that SES sends once, when the topic is connected.
  if (body.startsWith('Successfully validated SNS topic')) return { kind: 'other', what: 'validation' };
  const event = parse(body);
  if (!event || !('eventType' in event) || !('mail' in event)) return undefined;
  switch (event.eventType) {
    case 'Send':
      return readSend(event.mail);
    case 'Bounce':
      return readBounce(event.bounce);
    case 'Complaint':
      return readComplaint(event.complaint);
    default:
      return { kind: 'other', what: String(event.eventType).slice(0, 40) };
  }
}

function readSend(mail: unknown): MailEvent {
  const tags = record(record(mail).tags)[OUTBOX_TAG];
  const tag: unknown = Array.isArray(tags) ? tags[0] : undefined;
  return typeof tag === 'string'
    ? { kind: 'sent', outboxId: fromMailTag(tag) }
    : { kind: 'other', what: 'Send without an outbox id' };
}

function readBounce(value: unknown): MailEvent {
  const bounce = record(value);
  // A mail with a `Transient` bounce may still arrive, and an `Undetermined` one is not conclusive.
  if (bounce.bounceType !== 'Permanent') {
    return { kind: 'other', what: `Bounce ${String(bounce.bounceType).slice(0, 20)}` };
  }
  return addressed('bounced', bounce.feedbackId, bounce.bouncedRecipients);
}

function readComplaint(value: unknown): MailEvent {
  const complaint = record(value);
  return addressed('complained', complaint.feedbackId, complaint.complainedRecipients);
}

function addressed(kind: 'bounced' | 'complained', id: unknown, recipients: unknown): MailEvent {
  const addresses = Array.isArray(recipients)
    ? recipients.map((each: unknown) => record(each).emailAddress).filter((each) => typeof each === 'string')
    : [];
  if (typeof id !== 'string' || id === '' || id.length > MAXIMUM_ID || addresses.length === 0) {
    return { kind: 'other', what: `${kind}, of unknown shape` };
  }
  return { kind, id, addresses };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
