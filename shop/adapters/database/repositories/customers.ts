import { Selectable } from 'kysely';
import { addressColumns, toAddress } from './orders';
import { Customer } from '../../../domain/accounts/customer';
import { normalizeEmail } from '../../../domain/validation';
import { Customers } from '../../../ports/repositories/customers';
import { Executor, insertNew } from '../engine';
import { CustomerTable } from '../schema';

/** Most addresses that are read. Forms allow fewer, but concurrent requests could save more. */
const MAXIMUM_ADDRESSES = 50;

/** Repository of accounts. */
export function customers(executor: Executor): Customers {
  const row = (id: string) => executor.updateTable('customer').where('id', '=', id);
  return {
    async insert(customer) {
      return insertNew(executor, 'customer', {
        id: customer.id,
        email: customer.email,
        email_normalized: normalizeEmail(customer.email),
        name: customer.name,
        password_hash: customer.passwordHash ?? null,
        role: customer.role,
        locale: customer.locale,
        created_at: new Date(),
      });
    },
    async find(id) {
      const found = await executor.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirst();
      return found && toCustomer(found);
    },
    async findByEmail(email) {
      const found = await executor
        .selectFrom('customer')
        .selectAll()
        .where('email_normalized', '=', normalizeEmail(email))
        .executeTakeFirst();
      return found && toCustomer(found);
    },
    async list({ search = '', page = 1, pageSize = 50 }) {
      const all = executor
        .selectFrom('customer')
        .selectAll()
        .orderBy('email_normalized')
        .limit(pageSize + 1)
        .offset((page - 1) * pageSize);
      const start = normalizeEmail(search);
      const rows = await (
        start === '' ? all : all.where('email_normalized', '>=', start).where('email_normalized', '<', `${start}\uffff`)
      ).execute();
      return {
        customers: rows.slice(0, pageSize).map(toCustomer),
        ...(rows.length > pageSize ? { nextPage: page + 1 } : {}),
      };
    },
    async setName(id, name) {
      await row(id).set({ name }).execute();
    },
    async setPassword(id, passwordHash) {
      await row(id).set({ password_hash: passwordHash }).execute();
    },
    async setRole(id, role) {
      if ((await executor.selectFrom('customer').select('id').where('id', '=', id).executeTakeFirst()) === undefined) {
        return false;
      }
      await row(id).set({ role }).execute();
      return true;
    },
    async setMailState(email, state) {
      const normalized = normalizeEmail(email);
      const found = await executor
        .selectFrom('customer')
        .select('mail_state')
        .where('email_normalized', '=', normalized)
        .executeTakeFirst();
      if (found === undefined) return false;
      const update = executor
        .updateTable('customer')
        .set({ mail_state: state })
        .where('email_normalized', '=', normalized);
      await (state === 'bounced' ? update.where('mail_state', '!=', 'complained') : update).execute();
      return true;
    },
    async addresses(customerId) {
      const rows = await executor
        .selectFrom('address')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(MAXIMUM_ADDRESSES)
        .execute();
      return rows.map((each) => ({ id: each.id, address: toAddress(each) }));
    },
    async addAddress(customerId, { id, address }) {
      await insertNew(executor, 'address', {
        id,
        customer_id: customerId,
        ...addressColumns(address),
        created_at: new Date(),
      });
    },
    async removeAddress(customerId, addressId) {
      const result = await executor
        .deleteFrom('address')
        .where('id', '=', addressId)
        .where('customer_id', '=', customerId)
        .executeTakeFirst();
      return result.numDeletedRows === 1n;
    },
  };
}

export function toCustomer(row: Selectable<CustomerTable>): Customer {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
    role: row.role,
    locale: row.locale,
    mailState: row.mail_state,
  };
}
