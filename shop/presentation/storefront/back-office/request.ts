/** Reading of requests to the back office: role, ids, page numbers. */
import { FastifyReply, FastifyRequest } from 'fastify';
import { StaffContext } from './page';
import { stockManagerOf } from '../../../application/inventory/stock-manager';
import { Customer } from '../../../domain/accounts/customer';
import { StockManager } from '../../../domain/inventory/stock-manager';
import { readUlid } from '../../../domain/validation';
import { Form } from '../forms';
import { oneLine } from '../input';
import { NotFound, PageError } from '../page-error';
import { Storefront } from '../storefront';
import { requireRole, visitorOf } from '../visitor';

/** Limit for forms with a long text: the longest description or campaign, with each character percent-encoded. */
export const LONG_FORM = { bodyLimit: 64 * 1024 };

const LAST_PAGE = 10_000;

/** A seller or an administrator on a page about products. */
export interface SellerContext extends StaffContext {
  readonly manager: StockManager;
}

/** An administrator on a page of the administration. */
export interface AdminContext extends StaffContext {
  readonly admin: Customer;
}

/**
 * Returns the signed-in seller or administrator. Redirects to the sign-in page without a session, and answers 403 for
 * other roles.
 *
 * @param reply - has been sent when the result is undefined: `if (!context) return reply;`
 */
export async function requireSeller(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SellerContext | undefined> {
  const customer = await requireRole(shop, request, reply, 'seller', 'admin');
  if (!customer) return undefined;
  const manager = await stockManagerOf(shop.store.read, customer);
  if (!manager) {
    throw new PageError(
      403,
      'Not ready for selling',
      'This account cannot have products yet. Ask an administrator to make it a seller again.',
    );
  }
  return { shop, visitor: visitorOf(request), role: customer.role, manager };
}

/**
 * Returns the signed-in administrator. Redirects to the sign-in page without a session, and answers 403 for other
 * roles.
 *
 * @param reply - has been sent when the result is undefined: `if (!context) return reply;`
 */
export async function requireAdmin(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AdminContext | undefined> {
  const admin = await requireRole(shop, request, reply, 'admin');
  return admin && { shop, visitor: visitorOf(request), role: admin.role, admin };
}

/** Returns the id in the path; answers 404 when it cannot be an id. */
export function idOf(request: FastifyRequest): string {
  const { id } = request.params as { readonly id: string };
  return orNotFound(() => readUlid(id, 'id'));
}

/** Returns the query parameters; a parameter that comes twice is a list. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return request.query as Readonly<Record<string, unknown>>;
}

/** Returns the page number of a list, 1 without one; answers 404 when it is not a number from 1 to 10,000. */
export function pageOf(request: FastifyRequest): number {
  const text = oneLine(queryOf(request).page);
  if (text === '') return 1;
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > LAST_PAGE) throw new NotFound();
  return Number(text);
}

/**
 * Returns the id in a hidden field; answers 400 when it is missing or malformed.
 *
 * @param name - name of the hidden field
 */
export function hiddenId(form: Form, name: string): string {
  try {
    return readUlid(form.text(name), name);
  } catch {
    throw incomplete();
  }
}

/** Returns the version of the record that the form was made from; answers 400 when it is missing. */
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

function orNotFound<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new NotFound();
  }
}
