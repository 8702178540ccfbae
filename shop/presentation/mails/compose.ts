/**
 * Writes the text and the HTML of a mail from the same blocks, so that both say the same.
 */

import { MailContent } from '../../domain/mails/mail';
import { dropRefused } from '../../domain/text-rules';

/** One paragraph, table or link of a mail. */
export type Block =
  | { readonly text: string }
  /** Small print. */
  | { readonly note: string }
  | { readonly rows: readonly (readonly [string, string])[] }
  | { readonly link: Link }
  /** The main action of the mail, drawn as a button in the HTML. */
  | { readonly button: Link };

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** Name and address of the shop, as mails state them. */
export interface MailShop {
  readonly shopName: string;
  /** Origin for links, without a slash at the end; without it, mails say which code to type instead. */
  readonly shopUrl?: string;
}

/** A mail before it is written as text and HTML. */
export interface MailDraft {
  readonly shopName: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly headers?: Readonly<Record<string, string>>;
}

// Inline styles, because mail programs remove style sheets. The contrast is at least 4.5 : 1.
const BODY =
  'margin:0;padding:24px 12px;background:#f4f2ec;' +
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;line-height:1.55;color:#1d2433";
const CARD =
  'max-width:560px;margin:0 auto;padding:24px 28px;background:#ffffff;border:1px solid #e2dfd6;border-radius:10px';
const BUTTON =
  'display:inline-block;padding:11px 20px;background:#0b5c4b;color:#ffffff;border-radius:8px;' +
  'text-decoration:none;font-weight:600';

/** Returns the mail with both bodies. Line breaks in the subject are removed: they would start another header. */
export function compose({ shopName, subject, blocks, headers }: MailDraft): MailContent {
  const line = dropRefused(subject);
  return {
    subject: line,
    text: [...blocks.map(textOf), `-- \n${shopName}`].join('\n\n'),
    html:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escapeHtml(line)}</title></head>` +
      `<body style="${BODY}"><div style="${CARD}">` +
      `<p style="margin:0 0 18px;font:700 20px Georgia,serif">${escapeHtml(shopName)}</p>` +
      blocks.map(htmlOf).join('') +
      '</div></body></html>',
    ...(headers ? { headers } : {}),
  };
}

/** Escapes text for HTML content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

function textOf(block: Block): string {
  if ('text' in block) return block.text;
  if ('note' in block) return block.note;
  if ('rows' in block) return block.rows.map(([left, right]) => `${left}: ${right}`).join('\n');
  const { label, url } = 'link' in block ? block.link : block.button;
  return `${label}: ${url}`;
}

function htmlOf(block: Block): string {
  if ('text' in block) return `<p>${escapeHtml(block.text).replace(/\r?\n/g, '<br>')}</p>`;
  if ('note' in block) return `<p style="font-size:13px;color:#566074">${escapeHtml(block.note)}</p>`;
  if ('link' in block) {
    return `<p><a style="color:#0b5c4b" href="${escapeHtml(block.link.url)}">${escapeHtml(block.link.label)}</a></p>`;
  }
  if ('button' in block) {
    return `<p><a style="${BUTTON}" href="${escapeHtml(block.button.url)}">${escapeHtml(block.button.label)}</a></p>`;
  }
  const rows = block.rows.map(
    ([left, right]) =>
      `<tr><td style="padding:4px 16px 4px 0">${escapeHtml(left)}</td>` +
      `<td style="padding:4px 0;text-align:right">${escapeHtml(right)}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse">${rows.join('')}</table>`;
}
