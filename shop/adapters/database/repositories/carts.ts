import { Selectable } from 'kysely';
import { Cart } from '../../../domain/carts/cart';
import { Carts } from '../../../ports/repositories/carts';
import { Executor, insertNew } from '../engine';
import { CartTable } from '../schema';

/** Repository of shopping carts. */
export function carts(executor: Executor): Carts {
  const touch = async (cartId: string, now: Date) => {
    await executor.updateTable('cart').set({ touched_at: now, reminded_at: null }).where('id', '=', cartId).execute();
  };
  const withLines = async (rows: readonly Selectable<CartTable>[]): Promise<readonly Cart[]> => {
    if (rows.length === 0) return [];
    const lines = await executor
      .selectFrom('cart_line')
      .selectAll()
      .where(
        'cart_id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('product_id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
      touchedAt: row.touched_at,
      lines: lines
        .filter((line) => line.cart_id === row.id)
        .map((line) => ({ productId: line.product_id, quantity: line.quantity, priceMinor: line.price_minor })),
    }));
  };
  const removeLines = async (ids: readonly string[]) =>
    executor
      .deleteFrom('cart_line')
      .where('cart_id', 'in', [...ids])
      .execute();
  return {
    async insert({ id, customerId, touchedAt }) {
      return insertNew(executor, 'cart', {
        id,
        customer_id: customerId ?? null,
        touched_at: touchedAt,
        reminded_at: null,
      });
    },
    async find(id) {
      return (await withLines(await executor.selectFrom('cart').selectAll().where('id', '=', id).execute())).at(0);
    },
    async findByCustomer(customerId) {
      return (
        await withLines(await executor.selectFrom('cart').selectAll().where('customer_id', '=', customerId).execute())
      ).at(0);
    },
    async putLine(cartId, { productId, quantity, priceMinor }, now) {
      const line = { cart_id: cartId, product_id: productId, quantity, price_minor: priceMinor };
      if (!(await insertNew(executor, 'cart_line', line))) {
        await executor
          .updateTable('cart_line')
          .set({ quantity, price_minor: priceMinor })
          .where('cart_id', '=', cartId)
          .where('product_id', '=', productId)
          .execute();
      }
      await touch(cartId, now);
    },
    async removeLine(cartId, productId, now) {
      await executor
        .deleteFrom('cart_line')
        .where('cart_id', '=', cartId)
        .where('product_id', '=', productId)
        .execute();
      await touch(cartId, now);
    },
    async clear(cartId, now) {
      await removeLines([cartId]);
      await touch(cartId, now);
    },
    async give(cartId, customerId) {
      if (await executor.selectFrom('cart').select('id').where('customer_id', '=', customerId).executeTakeFirst()) {
        return false;
      }
      const result = await executor
        .updateTable('cart')
        .set({ customer_id: customerId })
        .where('id', '=', cartId)
        .where('customer_id', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async claimAbandoned(before, limit) {
      return withLines(
        await executor
          .selectFrom('cart')
          .selectAll()
          .where('customer_id', 'is not', null)
          .where('touched_at', '<', before)
          .where('reminded_at', 'is', null)
          .where((row) =>
            row.exists(
              row.selectFrom('cart_line').select('cart_line.cart_id').whereRef('cart_line.cart_id', '=', 'cart.id'),
            ),
          )
          .orderBy('touched_at')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute(),
      );
    },
    async reminded(cartId, now) {
      await executor.updateTable('cart').set({ reminded_at: now }).where('id', '=', cartId).execute();
    },
    async removeForgotten(before, limit) {
      const ids = (
        await executor
          .selectFrom('cart')
          .select('id')
          .where('customer_id', 'is', null)
          .where('touched_at', '<', before)
          .orderBy('touched_at')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute()
      ).map((row) => row.id);
      if (ids.length === 0) return 0;
      await removeLines(ids);
      await executor.deleteFrom('cart').where('id', 'in', ids).execute();
      return ids.length;
    },
  };
}
