import { Selectable, sql } from 'kysely';
import { Address } from '../../../domain/address';
import { Order } from '../../../domain/orders/order';
import { normalizeEmail } from '../../../domain/validation';
import { Orders } from '../../../ports/repositories/orders';
import { Executor, insertNew } from '../engine';
import { AddressColumns, OrdersTable } from '../schema';

/** Repository of orders. */
export function orders(executor: Executor): Orders {
  const select = (id: string) => executor.selectFrom('orders').selectAll().where('id', '=', id);
  return {
    async insert(order, accessCopy) {
      return insertNew(executor, 'orders', {
        id: order.id,
        email: order.email,
        email_normalized: normalizeEmail(order.email),
        state: order.state,
        reason: null,
        total_minor: order.totalMinor,
        currency: order.currency,
        ...addressColumns(order.address),
        placed_at: order.placedAt,
        customer_id: order.customerId ?? null,
        access_hash: order.accessHash,
        access_copy: accessCopy ?? null,
        delivery_changed_at: null,
      });
    },
    async insertLines(orderId, lines) {
      await executor
        .insertInto('order_line')
        .values(
          lines.map((line) => ({
            order_id: orderId,
            product_id: line.productId,
            name: line.name,
            quantity: line.quantity,
            price_minor: line.priceMinor,
          })),
        )
        .execute();
    },
    async find(id) {
      const row = await select(id).executeTakeFirst();
      return row && toOrder(row);
    },
    async lock(id) {
      const row = await select(id).forUpdate().executeTakeFirst();
      return row && toOrder(row);
    },
    async lines(id) {
      const rows = await executor
        .selectFrom('order_line')
        .selectAll()
        .where('order_id', '=', id)
        .orderBy('product_id')
        .execute();
      return rows.map((row) => ({
        productId: row.product_id,
        name: row.name,
        quantity: row.quantity,
        priceMinor: row.price_minor,
      }));
    },
    async accessCopy(id) {
      const row = await executor.selectFrom('orders').select('access_copy').where('id', '=', id).executeTakeFirst();
      return row?.access_copy ?? undefined;
    },
    async countByEmail(email, since, limit) {
      const rows = await executor
        .selectFrom('orders')
        .select('id')
        .where('email_normalized', '=', normalizeEmail(email))
        .where('placed_at', '>=', since)
        .limit(limit)
        .execute();
      return rows.length;
    },
    async hasPaid(customerId) {
      const row = await executor
        .selectFrom('orders')
        .select('id')
        .where('customer_id', '=', customerId)
        .where('state', 'in', ['paid', 'packed', 'shipped', 'delivered'])
        .where('test', '=', false)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async findByCustomer(customerId, limit = 50) {
      const rows = await executor
        .selectFrom('orders')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toOrder);
    },
    async latest({ state, limit = 50 }) {
      const all = executor
        .selectFrom('orders')
        .selectAll()
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      return (await (state === undefined ? all : all.where('state', '=', state)).execute()).map(toOrder);
    },
    async move(id, from, to, details = {}) {
      const result = await executor
        .updateTable('orders')
        .set({
          state: to,
          version: sql`version + 1`,
          ...(details.reason === undefined ? {} : { reason: details.reason }),
          ...(details.test === undefined ? {} : { test: details.test }),
          ...(details.closed ? { access_copy: null } : {}),
        })
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async changeDelivery(id, address, now) {
      const changes = { ...addressColumns(address), delivery_changed_at: now, version: sql<number>`version + 1` };
      const result = await executor
        .updateTable('orders')
        .set(changes)
        .where('id', '=', id)
        .where('state', 'in', ['placed', 'paid'])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async overdue(before, limit, skip = 0) {
      const rows = await executor
        .selectFrom('orders')
        .select('id')
        .where('state', '=', 'placed')
        .where('placed_at', '<', before)
        .orderBy('placed_at')
        .orderBy('id')
        .limit(limit)
        .offset(skip)
        .execute();
      return rows.map((row) => row.id);
    },
    async deliveryChanged(before, limit) {
      const rows = await executor
        .selectFrom('orders')
        .select('id')
        .where('state', '=', 'paid')
        .where('delivery_changed_at', '<=', before)
        .orderBy('placed_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}

export function addressColumns(address: Address): AddressColumns {
  return {
    name: address.name,
    line1: address.line1,
    line2: address.line2 ?? null,
    postal_code: address.postalCode,
    city: address.city,
    country: address.country,
  };
}

export function toAddress(row: AddressColumns): Address {
  return {
    name: row.name,
    line1: row.line1,
    ...(row.line2 === null ? {} : { line2: row.line2 }),
    postalCode: row.postal_code,
    city: row.city,
    country: row.country,
  };
}

function toOrder(row: Selectable<OrdersTable>): Order {
  return {
    id: row.id,
    email: row.email,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    totalMinor: row.total_minor,
    currency: row.currency,
    address: toAddress(row),
    test: row.test,
    placedAt: row.placed_at,
    version: row.version,
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    accessHash: row.access_hash,
    ...(row.delivery_changed_at === null ? {} : { deliveryChangedAt: row.delivery_changed_at }),
  };
}
