import { FastifyInstance, FastifyReply } from 'fastify';
import { changeRole } from '../../../application/administration/roles';
import { Customer, Role } from '../../../domain/accounts/customer';

import { confirmPage, isConfirmed } from '../back-office/confirm';
import { backOfficePage, doneText } from '../back-office/page';
import { AdminDesk, adminDesk, idOf, pageOf, queryOf } from '../back-office/request';
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

/** What each role may do, in the words of the page that gives it. */
const ROLES: Readonly<Record<Role, string>> = {
  customer: 'Customer: buys',
  seller: 'Seller: keeps their own products, prices and stock',
  admin: 'Administrator: keeps everything, and gives roles',
};

export function registerCustomers(app: FastifyInstance, shop: Storefront): void {
  app.get(SECTION, async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    if (!desk) return reply;
    const [search, page] = [oneLine(queryOf(request).begin).slice(0, 254), pageOf(request)];
    const { customers, nextPage } = await shop.store.read.customers.list({ search, page });
    return sendPage(
      reply,
      backOfficePage(
        { ...desk, title: 'Customers', section: SECTION },
        html`
<form class="inline" action="${SECTION}" method="get" role="search" aria-label="Customers">
<div class="field"><label for="begin">E-mail address begins with</label>
<input id="begin" name="begin" type="search" maxlength="254" value="${search}"></div>
<button class="button" type="submit">Show</button>
</form>
${customers.length === 0 ? html`<p class="empty">There are no such customers.</p>` : table('Customers', COLUMNS, customers)}
${pageLinks((other) => `${SECTION}?${new URLSearchParams({ ...(search === '' ? {} : { begin: search }), page: String(other) }).toString()}`, page, nextPage)}`,
      ),
    );
  });
  app.get(`${SECTION}/:id`, async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    return desk ? show(shop, reply, desk, { id: idOf(request), done: doneText(DONE, queryOf(request)) }) : reply;
  });
  app.post(`${SECTION}/:id/role`, async (request, reply) => {
    const desk = await adminDesk(shop, request, reply);
    if (!desk) return reply;
    const [form, id] = [Form.of(request), idOf(request)];
    const role = (Object.keys(ROLES) as Role[]).find((known) => known === form.text('role'));
    const customer = await shop.store.read.customers.find(id);
    if (!role || !customer) throw new NotFound();
    if (!isConfirmed(form)) return sendPage(reply, askForRole(desk, customer, role));
    return giveRole(shop, reply, desk, { id, role });
  });
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

function askForRole(desk: AdminDesk, { id, email, role: before }: Customer, role: Role): string {
  const leaving =
    before === 'seller' && role !== 'seller'
      ? ' Their products stay on sale; an administrator keeps them from now on.'
      : '';
  return confirmPage({
    ...desk,
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
  { admin }: AdminDesk,
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
  // The table is the truth for rights; the copies would still greet them as what they were.
  await Promise.all(result.endedSessions.map(async (hash) => sessionStore(shop).forget(hash)));
  return seeOther(reply, `${SECTION}/${id}?done=role`);
}

async function show(
  { store }: Storefront,
  reply: FastifyReply,
  desk: AdminDesk,
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
      { ...desk, title: customer.email, section: SECTION, done },
      html`
<dl class="data">
<dt>Name</dt><dd>${customer.name}</dd>
<dt>Role</dt><dd>${ROLES[customer.role]}</dd>
${seller ? html`<dt>Sells as</dt><dd>${seller.name}</dd>` : undefined}
<dt>Mailbox</dt><dd>${customer.mailState}</dd>
<dt>Password</dt><dd>${customer.passwordHash === undefined ? 'none: they cannot sign in with one' : 'set'}</dd>
</dl>
${desk.admin.id === id ? html`<p>This is you. Another administrator can change your role.</p>` : roleForm(desk, customer)}
<h2>Orders</h2>
${orders.length === 0 ? html`<p>None.</p>` : html`<ul>${orders.map((order) => html`<li><a href="/admin/orders/${order.id}">${order.id}</a> (${order.state.replace('_', ' ')})</li>`)}</ul>`}`,
    ),
  );
}

function roleForm({ visitor }: AdminDesk, { id, role }: Customer): Html {
  return html`<form class="panel stack" action="${SECTION}/${id}/role" method="post">
${csrfField(visitor)}
${choice(Form.filled({ role }), { name: 'role', label: 'Role', options: Object.entries(ROLES) })}
<button class="button" type="submit">Change the role</button>
</form>`;
}
