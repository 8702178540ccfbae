import { FastifyInstance, FastifyReply } from 'fastify';
import { changeRole } from '../../../application/administration/roles';
import { Customer, Role } from '../../../domain/accounts/customer';
import { Order } from '../../../domain/orders/order';
import { confirmPage, isConfirmed } from '../back-office/confirm';
import { backOfficePage, doneText } from '../back-office/page';
import { AdminContext, requireAdmin, idOf, pageOf, queryOf } from '../back-office/request';
import { Column, pageLinks, table } from '../back-office/table';
import { Form } from '../forms';
import { html, Html } from '../html';
import { oneLine } from '../input';
import { NotFound, PageError } from '../page-error';
import { choice, csrfField } from '../pages/form';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { sessionStore } from '../visitor';

const SECTION = '/admin/customers';
const DONE = { role: 'The role has been changed. They sign in again to use it.', same: 'They had this role already.' };

/** Descriptions of the roles, as the page shows them. */
const ROLES: Readonly<Record<Role, string>> = {
  customer: 'Customer: buys',
  seller: 'Seller: manages their own products, prices and stock',
  admin: 'Administrator: manages everything, and gives roles',
};

/**
 * Registers the pages with which administrators find customers and change roles.
 *
 * @param shop - its cache loses the session copies of a customer whose role changes
 */
export function registerCustomers(app: FastifyInstance, shop: Storefront): void {
  app.get(SECTION, async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    if (!context) return reply;
    const [search, page] = [oneLine(queryOf(request).begin).slice(0, 254), pageOf(request)];
    const { customers, nextPage } = await shop.store.read.customers.list({ search, page });
    return sendPage(
      reply,
      backOfficePage(
        { ...context, title: 'Customers', section: SECTION },
        html`
<form class="inline" action="${SECTION}" method="get" role="search" aria-label="Customers">
<div class="field"><label for="begin">E-mail address begins with</label>
<input id="begin" name="begin" type="search" maxlength="254" value="${search}"></div>
<button class="button" type="submit">Show</button>
</form>
${
  customers.length === 0
    ? html`<p class="empty">There are no such customers.</p>`
    : table('Customers', COLUMNS, customers)
}
${pageLinks((other) => addressOfPage(search, other), page, nextPage)}`,
      ),
    );
  });
  app.get(`${SECTION}/:id`, async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    return context ? show(shop, reply, context, { id: idOf(request), done: doneText(DONE, queryOf(request)) }) : reply;
  });
  app.post(`${SECTION}/:id/role`, async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    if (!context) return reply;
    const [form, id] = [Form.of(request), idOf(request)];
    const role = (Object.keys(ROLES) as Role[]).find((known) => known === form.text('role'));
    const customer = await shop.store.read.customers.find(id);
    if (!role || !customer) throw new NotFound();
    if (!isConfirmed(form)) return sendPage(reply, askForRole(context, customer, role));
    return giveRole(shop, reply, context, { id, role });
  });
}

function addressOfPage(search: string, page: number): string {
  const query = new URLSearchParams({ ...(search === '' ? {} : { begin: search }), page: String(page) });
  return `${SECTION}?${query.toString()}`;
}

const COLUMNS: readonly Column<Customer>[] = [
  { label: 'E-mail address', cell: ({ id, email }) => html`<a href="${SECTION}/${id}">${email}</a>` },
  { label: 'Name', cell: ({ name }) => name },
  {
    label: 'Role',
    cell: ({ role }) => html`<span class="tag${role === 'customer' ? ' off' : ' good'}">${role}</span>`,
  },
  {
    label: 'Mailbox',
    cell: ({ mailState }) => html`<span class="tag${mailState === 'ok' ? ' off' : ' bad'}">${mailState}</span>`,
  },
];

function askForRole(context: AdminContext, { id, email, role: before }: Customer, role: Role): string {
  const leaving =
    before === 'seller' && role !== 'seller'
      ? ' Their products stay on sale; an administrator manages them from now on.'
      : '';
  return confirmPage({
    ...context,
    section: SECTION,
    title: 'Change this role?',
    text: `${email} is ${before} and becomes ${role}. They are signed out everywhere.${leaving}`,
    action: `${SECTION}/${id}/role`,
    values: { role },
    button: `Yes, make them ${role}`,
    back: `${SECTION}/${id}`,
  });
}

async function giveRole(
  shop: Storefront,
  reply: FastifyReply,
  { admin }: AdminContext,
  { id, role }: { readonly id: string; readonly role: Role },
): Promise<FastifyReply> {
  const result = await changeRole(shop.store, admin.id, id, role);
  if (result.outcome === 'missing') throw new NotFound();
  if (result.outcome === 'own role') {
    throw new PageError(
      409,
      'Not your own role',
      'You cannot take administration away from yourself: another administrator can. Nothing was changed.',
    );
  }
  if (result.outcome !== 'changed') return seeOther(reply, `${SECTION}/${id}?done=same`);
  // Rights are read from the table; the cached copies would still show the former role.
  await Promise.all(result.endedSessions.map(async (hash) => sessionStore(shop).forget(hash)));
  return seeOther(reply, `${SECTION}/${id}?done=role`);
}

async function show(
  { store }: Storefront,
  reply: FastifyReply,
  context: AdminContext,
  { id, done }: { readonly id: string; readonly done?: string },
): Promise<FastifyReply> {
  const [customer, seller, orders] = await Promise.all([
    store.read.customers.find(id),
    store.read.sellers.findByCustomer(id),
    store.read.orders.findByCustomer(id, 20),
  ]);
  if (!customer) throw new NotFound();
  return sendPage(
    reply,
    backOfficePage(
      { ...context, title: customer.email, section: SECTION, done },
      html`
<dl class="data">
<dt>Name</dt><dd>${customer.name}</dd>
<dt>Role</dt><dd>${ROLES[customer.role]}</dd>
${seller ? html`<dt>Sells as</dt><dd>${seller.name}</dd>` : undefined}
<dt>Mailbox</dt><dd>${customer.mailState}</dd>
<dt>Password</dt><dd>${customer.passwordHash === undefined ? 'none: they cannot sign in with one' : 'set'}</dd>
</dl>
${
  context.admin.id === id
    ? html`<p>This is you. Another administrator can change your role.</p>`
    : roleForm(context, customer)
}
<h2>Orders</h2>
${orders.length === 0 ? html`<p>None.</p>` : html`<ul>${orders.map(orderLink)}</ul>`}`,
    ),
  );
}

function orderLink({ id, state }: Order): Html {
  return html`<li><a href="/admin/orders/${id}">${id}</a> (${state.replace('_', ' ')})</li>`;
}

function roleForm({ visitor }: AdminContext, { id, role }: Customer): Html {
  return html`<form class="panel stack" action="${SECTION}/${id}/role" method="post">
${csrfField(visitor)}
${choice(Form.filled({ role }), { name: 'role', label: 'Role', options: Object.entries(ROLES) })}
<button class="button" type="submit">Change the role</button>
</form>`;
}
