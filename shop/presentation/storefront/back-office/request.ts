/** What the routes of the back office read from a request. */
import { FastifyReply, FastifyRequest } from 'fastify';
import { Desk } from './page';
import { stockManagerOf } from '../../../application/inventory/stock-manager';
import { Customer } from '../../../domain/accounts/customer';
import { StockManager } from '../../../domain/inventory/stock-manager';
import { readUlid } from '../../../domain/validation';
import { Form } from '../forms';
import { oneLine } from '../input';
import { NotFound, PageError } from '../page-error';
import { Storefront } from '../storefront';
import { requireRole, visitorOf } from '../visitor';

/** Product descriptions and campaigns: the longest of them, with every character escaped. */
export const LONG_FORM = { bodyLimit: 64 * 1024 };

const LAST_PAGE = 10_000;

export interface SellerDesk extends Desk {
  readonly manager: StockManager;
}

export interface AdminDesk extends Desk {
  readonly admin: Customer;
}

/** For sellers and administrators; undefined when the answer has been sent. */
export async function sellerDesk(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SellerDesk | undefined> {
  const customer = await requireRole(shop, request, reply, 'seller', 'admin');
  if (!customer) return undefined;
  const manager = await stockManagerOf(shop.store.read, customer);
  if (!manager) {
    throw new PageError(
      403,
      'Not ready for selling',
      'This account has no products of its own yet. Ask an administrator to make it a seller again.',
    );
  }
  return { shop, visitor: visitorOf(request), role: customer.role, manager };
}

/** For administrators; undefined when the answer has been sent. */
export async function adminDesk(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AdminDesk | undefined> {
  const admin = await requireRole(shop, request, reply, 'admin');
  return admin && { shop, visitor: visitorOf(request), role: admin.role, admin };
}

/** The id in an address; one that cannot be an id is a page that does not exist. */
export function idOf(request: FastifyRequest): string {
  const { id } = request.params as { readonly id: string };
  return known(() => readUlid(id, 'id'));
}

export function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return request.query as Readonly<Record<string, unknown>>;
}

export function pageOf(request: FastifyRequest): number {
  const text = oneLine(queryOf(request).page);
  if (text === '') return 1;
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > LAST_PAGE) throw new NotFound();
  return Number(text);
}

/** An id that our own form carries: without it nobody filled the form in. */
export function hiddenId(form: Form, name: string): string {
  try {
    return readUlid(form.text(name), name);
  } catch {
    throw incomplete();
  }
}

export function hiddenVersion(form: Form): number {
  const text = form.text('version');
  if (!/^[1-9]\d{0,8}$/.test(text)) throw incomplete();
  return Number(text);
}

function incomplete(): PageError {
  return new PageError(
    400,
    'That did not work',
    'The form was not complete. Go back, load the page again and send it once more.',
  );
}

function known<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new NotFound();
  }
}
