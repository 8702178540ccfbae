import { FastifyInstance } from 'fastify';
import { format, money } from '../../../domain/money';
import { TRANSITIONS, Order, OrderState } from '../../../domain/orders/order';
import { StockMismatch } from '../../../ports/repositories/audit';
import { Store } from '../../../ports/store';
import { backOfficePage, moment } from '../back-office/page';
import { requireAdmin, queryOf } from '../back-office/request';
import { Column, table } from '../back-office/table';
import { html, Html } from '../html';
import { sendPage } from '../reply';
import { ARTICLE_COLUMNS } from '../seller/product-list';
import { Storefront } from '../storefront';

/** A message in the outbox waits for a minute at most; one that waits this long has failed before. */
const LATE_MS = 10 * 60_000;
const ORDERS = 50;
const OTHERS = 20;

const STATES = Object.keys(TRANSITIONS) as readonly OrderState[];

/**
 * Registers the overview: late messages, stock that does not match its ledger, low stock, the latest orders.
 *
 * @param shop - read only: the page changes nothing
 */
export function registerOverview(app: FastifyInstance, shop: Storefront): void {
  app.get('/admin', async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    if (!context) return reply;
    const state = STATES.find((known) => known === queryOf(request).state);
    const { orders, outbox, mismatches, low } = await overview(shop.store, shop.clock.now(), state);
    return sendPage(
      reply,
      backOfficePage(
        { ...context, title: 'Overview', section: '/admin' },
        html`
${health(outbox, mismatches)}
<h2>Stock that is low</h2>
${low.length === 0 ? html`<p>Nothing is low.</p>` : table('Stock that is low', ARTICLE_COLUMNS, low)}
<h2>Latest orders</h2>
<ul class="states" aria-label="Show orders">
<li>${stateLink(undefined, state)}</li>${STATES.map((each) => html`<li>${stateLink(each, state)}</li>`)}
</ul>
${orders.length === 0 ? html`<p>There are no such orders.</p>` : table('Latest orders', ORDER_COLUMNS, orders)}`,
      ),
    );
  });
}

async function overview({ read }: Store, now: Date, state: OrderState | undefined) {
  const [orders, outbox, mismatches, { articles: low }] = await Promise.all([
    read.orders.latest({ state, limit: ORDERS }),
    read.audit.outbox(new Date(now.getTime() - LATE_MS)),
    read.audit.stockMismatches(OTHERS),
    read.inventory.list({ low: true, pageSize: OTHERS }),
  ]);
  return { orders, outbox, mismatches, low };
}

/** Returns a state as words for a page, such as `refund due`. */
export function stateWords(state: OrderState): string {
  return state.replace('_', ' ');
}

/** Renders the problems that need an administrator, or that there are none. */
function health(
  { late, dead }: { readonly late: number; readonly dead: number },
  mismatches: readonly StockMismatch[],
): Html {
  if (late + dead + mismatches.length === 0) {
    return html`<div class="told">\
<p>All is well: mails and messages leave on time, and the stock is what its ledger says.</p></div>`;
  }
  return html`<div class="caution" role="alert">
${
  dead === 0
    ? undefined
    : html`<p><strong>Given up:</strong> ${messages(dead)} could not be sent after all tries. \
The outbox table says why.</p>`
}
${late === 0 ? undefined : html`<p><strong>Late:</strong> ${messages(late)} waiting for more than ten minutes.</p>`}
${
  mismatches.length === 0
    ? undefined
    : html`<p><strong>Stock:</strong> the ledger does not agree with the shelf of \
${count(mismatches.length, 'product', 'products')}.</p>`
}
</div>
${mismatches.length === 0 ? undefined : table('Stock that does not agree', MISMATCH_COLUMNS, mismatches)}`;
}

function messages(number: number): string {
  return count(number, 'mail or message', 'mails or messages');
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

const MISMATCH_COLUMNS: readonly Column<StockMismatch>[] = [
  { label: 'Product', cell: ({ productId }) => html`<a href="/seller/products/${productId}">${productId}</a>` },
  { label: 'On the shelf', number: true, cell: ({ onHand }) => onHand },
  { label: 'By the ledger', number: true, cell: ({ movedOnHand }) => movedOnHand },
  { label: 'Reserved', number: true, cell: ({ reserved }) => reserved },
  { label: 'Reserved by the ledger', number: true, cell: ({ movedReserved }) => movedReserved },
];

const ORDER_COLUMNS: readonly Column<Order>[] = [
  {
    label: 'Order',
    cell: ({ id, test }) =>
      html`<a href="/admin/orders/${id}">${id}</a>${test ? html` <span class="tag off">test</span>` : undefined}`,
  },
  { label: 'State', cell: ({ state }) => html`<span class="tag">${stateWords(state)}</span>` },
  { label: 'Total', number: true, cell: ({ totalMinor, currency }) => format(money(totalMinor, currency)) },
  { label: 'Customer', cell: ({ email }) => email },
  { label: 'Placed', cell: ({ placedAt }) => moment(placedAt) },
];

function stateLink(state: OrderState | undefined, current: OrderState | undefined): Html {
  const address = state === undefined ? '/admin' : `/admin?state=${state}`;
  return html`<a href="${address}"${state === current ? html` aria-current="true"` : undefined}>\
${state === undefined ? 'all' : stateWords(state)}</a>`;
}
