/** One content, two bodies: the text and the HTML of a mail cannot say different things. */
import { MailContent } from '../effects';

export type Block =
  | { readonly text: string }
  | { readonly rows: readonly (readonly [string, string])[] }
  | { readonly link: { readonly label: string; readonly url: string } };

export interface MailDraft {
  readonly shopName: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly headers?: Readonly<Record<string, string>>;
}

export function compose({ shopName, subject, blocks, headers }: MailDraft): MailContent {
  const line = oneLine(subject);
  return {
    subject: line,
    text: [...blocks.map(textOf), `-- \n${shopName}`].join('\n\n'),
    html: '<!doctype html><html><head><meta charset="utf-8"><title>' + escapeHtml(line) + '</title></head>'
      + '<body style="font-family:sans-serif;line-height:1.5;color:#222">'
      + blocks.map(htmlOf).join('')
      + `<p style="color:#666">${escapeHtml(shopName)}</p></body></html>`,
    ...(headers ? { headers } : {}),
  };
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

/** A line break in a subject would start another header. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
}

function textOf(block: Block): string {
  if ('text' in block) return block.text;
  if ('rows' in block) return block.rows.map(([left, right]) => `${left}: ${right}`).join('\n');
  return `${block.link.label}: ${block.link.url}`;
}

function htmlOf(block: Block): string {
  if ('text' in block) return `<p>${escapeHtml(block.text).replace(/\r?\n/g, '<br>')}</p>`;
  if ('link' in block) return `<p><a href="${escapeHtml(block.link.url)}">${escapeHtml(block.link.label)}</a></p>`;
  const rows = block.rows.map(([left, right]) => `<tr><td>${escapeHtml(left)}</td><td style="text-align:right">${escapeHtml(right)}</td></tr>`);
  return `<table cellpadding="6" style="border-collapse:collapse">${rows.join('')}</table>`;
}
