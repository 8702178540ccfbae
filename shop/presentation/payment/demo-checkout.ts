/** The payment page of a shop without a payment provider. It has no script, and its button needs none. */
import { createHash } from 'crypto';
import { format, money } from '../../domain/money';
import { Order, OrderState } from '../../domain/orders/order';
import { DEMO_CHECKOUT } from '../../domain/payments/payment-page';
import { HttpResponse } from '../http/message';
import { escapeHtml } from '../mails/compose';
import { COLOURS } from '../storefront/colours';

const STYLE = `${COLOURS}*{box-sizing:border-box}
body{margin:0;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);
  background:var(--paper)}
main{max-width:32rem;margin:8vh auto;padding:1.75rem clamp(1rem,5vw,2.25rem);background:var(--card);
  border:1px solid var(--line);border-radius:.9rem}
h1{margin:.2rem 0 1rem;font:700 1.6rem/1.25 Georgia,serif}
.kind{margin:0;font-weight:600;color:var(--warn)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1.2rem;margin:1.2rem 0;padding:1rem 0;
  border:solid var(--line);border-width:1px 0}
dt{color:var(--soft)}dd{margin:0;text-align:right;overflow-wrap:anywhere}.amount{font-size:1.25rem;font-weight:700}
button{width:100%;font:inherit;font-weight:600;padding:.8rem 1.1rem;border:0;border-radius:.5rem;
  background:var(--accent);color:var(--on-accent);cursor:pointer}
a{color:var(--accent)}a:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft)}`;

// Allows the one style by its hash, so that nothing else on the page is loaded or run.
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'strict-transport-security': 'max-age=31536000',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/**
 * Returns the page with the button that simulates a payment.
 *
 * @param order - must wait for its payment; its id and amount are shown
 */
export function payPage(shopName: string, order: Order): HttpResponse {
  const total = escapeHtml(format(money(order.totalMinor, order.currency)));
  return page(
    200,
    shopName,
    `Pay ${total}`,
    `
<p>This shop has no payment provider yet, so this page takes the place of one. \
<strong>No money is charged</strong>, and the order is marked as a test.</p>
<dl><dt>Order</dt><dd>${escapeHtml(order.id)}</dd><dt>Amount</dt><dd class="amount">${total}</dd></dl>
<form method="post" action="${DEMO_CHECKOUT}/${escapeHtml(order.id)}">\
<button type="submit">Pay ${total} (demonstration)</button></form>
<p><a href="${orderPath(order.id)}">Back to the order without paying</a></p>`,
  );
}

/** Sentences for states in which an order takes no payment. */
const ENDED: Readonly<Partial<Record<OrderState, string>>> = {
  expired: 'The order waited too long for its payment, so its products are for sale again.',
  rejected: 'The order could not be taken.',
  cancelled: 'The order was cancelled.',
  refund_due: 'The payment of this order is being returned.',
  refunded: 'The payment of this order was returned.',
};

/**
 * Returns the page of an order that takes no payment any more.
 *
 * @returns undefined for a state that has no such page: the order waits for its payment or was paid
 */
export function endedPage(shopName: string, { id, state }: Pick<Order, 'id' | 'state'>): HttpResponse | undefined {
  const why = ENDED[state];
  if (why === undefined) return undefined;
  return page(
    409,
    shopName,
    'This order can no longer be paid',
    `
<p>${escapeHtml(why)} Nothing was charged.</p><p><a href="${orderPath(id)}">Look at the order</a></p>`,
  );
}

/** Returns the page for an order that does not exist, or whose access is not proved. */
export function noOrderPage(shopName: string): HttpResponse {
  return page(
    404,
    shopName,
    'There is no such order',
    `
<p>An order that was placed a moment ago may still be on its way. Please try again in a few seconds.</p>\
<p><a href="/">To the shop</a></p>`,
  );
}

/** Returns the page for a payment that was refused because it does not match the order. */
export function notTakenPage(shopName: string, orderId: string): HttpResponse {
  return page(
    409,
    shopName,
    'The payment was not taken',
    `
<p>It does not fit the order any more. Nothing was charged.</p>\
<p><a href="${orderPath(orderId)}">Look at the order</a></p>`,
  );
}

/** Redirects to the order, whose page shows the result. */
export function toOrder(orderId: string): HttpResponse {
  return { status: 303, headers: { location: orderPath(orderId) } };
}

function orderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId)}`;
}

/**
 * @param title - HTML, escaped already
 * @param content - HTML, escaped already
 */
function page(status: number, shopName: string, title: string, content: string): HttpResponse {
  return {
    status,
    headers: HEADERS,
    page: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
<meta name="robots" content="noindex">
<title>${title} - ${escapeHtml(shopName)}</title><style>${STYLE}</style></head>
<body><main><p class="kind">Demonstration</p><h1>${title}</h1>${content}
<p class="soft">${escapeHtml(shopName)}</p></main></body></html>`,
  };
}
