import { SentMail } from './mailbox';
import { COLOURS } from '../../presentation/storefront/colours';
import { html, Html } from '../../presentation/storefront/html';

/** Path of the page with all mails. */
export const MAIL_PATH = '/_mail';
export const MAIL_STYLE_PATH = `${MAIL_PATH}/style.css`;

/** Style sheet of the mail pages, with the shop's colours. */
export const MAIL_STYLE = `${COLOURS}*{box-sizing:border-box}body{margin:0;
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper)}
main{max-width:64rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 3rem}a{color:var(--accent)}
a:focus-visible,iframe:focus-visible,pre:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1{font:700 1.8rem/1.2 Georgia,serif;margin:.5rem 0 1rem;overflow-wrap:anywhere}h2{font-size:1.1rem;
margin:1.5rem 0 .5rem}
.soft{color:var(--soft)}.mails{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.mails li{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;padding:.75rem 0;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;
overflow-wrap:anywhere}
iframe{width:100%;height:26rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding:1rem;border:1px solid var(--line);
border-radius:.5rem;background:var(--card);font:.95rem/1.5 ui-monospace,monospace}
`;

const EXPLANATION = 'What the shop has sent since it was started, newest first. Nothing leaves this machine.';

/** Lets links in the frame of a mail open in the whole window. */
const SANDBOX = 'allow-top-navigation-by-user-activation';

export function mailListPage(mails: readonly SentMail[]): string {
  const list =
    mails.length === 0
      ? html`<p>There is no mail yet. Place an order, and its confirmation comes here.</p>`
      : html`<ul class="mails">${mails.map(entry)}</ul>`;
  return page(
    'Sent mail',
    html`<p class="soft">${EXPLANATION} <a href="${MAIL_PATH}">Look again</a></p>
${list}`,
  );
}

export function mailPage(mail: SentMail): string {
  const { number, subject, to, text, sentAt, headers = {} } = mail;
  const facts = [['To', to], ['Sent', sentAt.toISOString()], ...Object.entries(headers)].map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`,
  );
  return page(
    subject,
    html`<p><a href="${MAIL_PATH}">All mail</a></p>
<dl>${facts}</dl>
<h2>As HTML</h2>
<iframe title="The mail as HTML" src="${MAIL_PATH}/${number}/html" sandbox="${SANDBOX}"></iframe>
<h2>As text</h2>
<pre tabindex="0">${linked(text)}</pre>`,
  );
}

/** HTML of a mail as a mail program shows it; its links open in the whole window. */
export function mailBody({ html: content }: SentMail): string {
  return content.replace(/<head>/i, '<head><base target="_top">');
}

function entry({ number, subject, to, sentAt }: SentMail): Html {
  const facts = html`<span class="soft">${to}, ${sentAt.toISOString().slice(11, 19)} UTC</span>`;
  return html`<li><a href="${MAIL_PATH}/${number}">${subject}</a> ${facts}</li>`;
}

/** Converts addresses in a text to links, as mail programs do. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}

function page(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${MAIL_STYLE_PATH}">
<link rel="icon" href="data:,">
</head>
<body>
<main>
<p><a href="/">To the shop</a></p>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;
}
