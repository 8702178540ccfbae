/** Name of the message tag that carries the outbox id; the mail service's send events repeat it. */
export const OUTBOX_TAG = 'outbox';

/**
 * An outbox id (`<aggregate>:<event>`) as a message tag. The mail service accepts letters, digits, dashes and underscores only,
 * so everything else, and the underscore itself, becomes `_` and four hexadecimal digits.
 */
export function toMailTag(outboxId: string): string {
  return outboxId.replace(/[^A-Za-z0-9-]/g, (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The outbox id that a message tag stands for. */
export function fromMailTag(tag: string): string {
  return tag.replace(/_([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
