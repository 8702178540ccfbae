/** Name of the message tag with the outbox id, which the send events of SES repeat. */
export const OUTBOX_TAG = 'outbox';

/**
 * Encodes an outbox id (`<aggregate>:<event>`) as a message tag. SES accepts only letters, digits, dashes and
 * underscores. Every other character, and the underscore itself, becomes `_` and four hexadecimal digits.
 */
export function toMailTag(outboxId: string): string {
  return outboxId.replace(/[^A-Za-z0-9-]/g, (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Decodes the outbox id of a message tag. */
export function fromMailTag(tag: string): string {
  return tag.replace(/_([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
