import { ServerResponse } from 'http';
import { mailBody, mailListPage, mailPage, MAIL_PATH, MAIL_STYLE, MAIL_STYLE_PATH } from './mail-pages';
import { LocalMailbox } from './mailbox';
import { GatewayRoute } from '../load-balancer/local-gateway';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A mail may contain text of other people: no scripts, no forms, and only pictures from other servers. */
const BODY_POLICY =
  "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; " +
  "img-src data: https: http:; frame-ancestors 'self'";

/** Routes of the page `/_mail`, which shows the shop's mails. */
export function mailRoutes(mailbox: LocalMailbox): readonly GatewayRoute[] {
  return [
    { pathPrefix: MAIL_STYLE_PATH, answer: (_, response) => send(response, 200, MAIL_STYLE, 'text/css', PAGE_POLICY) },
    {
      pathPrefix: MAIL_PATH,
      answer: (request, response) => show(mailbox, (request.url ?? '').split('?')[0].slice(MAIL_PATH.length), response),
    },
  ];
}

function show(mailbox: LocalMailbox, path: string, response: ServerResponse): void {
  if (path === '' || path === '/') return send(response, 200, mailListPage(mailbox.mails), 'text/html', PAGE_POLICY);
  const [, number, body] = /^\/(\d{1,9})(\/html)?$/.exec(path) ?? [];
  const mail = mailbox.find(Number(number));
  if (!mail) return send(response, 404, 'There is no such mail.\n', 'text/plain', PAGE_POLICY);
  return body === undefined
    ? send(response, 200, mailPage(mail), 'text/html', PAGE_POLICY)
    : send(response, 200, mailBody(mail), 'text/html', BODY_POLICY);
}

function send(response: ServerResponse, status: number, text: string, type: string, policy: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Links in mails carry tokens.
    'referrer-policy': 'no-referrer',
  });
  response.end(text);
}
