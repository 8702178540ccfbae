import { sql } from 'kysely';
import { toProduct } from './catalogue';
import { Inventory } from '../../../ports/repositories/inventory';
import { Executor, insertNew } from '../engine';

/** Repository of products as sellers manage them. */
export function inventory(executor: Executor): Inventory {
  return {
    async insert({ product, lowMark }) {
      const { id, sku, name, description, priceMinor, currency, active, sellerId, imageKey } = product;
      const made = await insertNew(executor, 'product', {
        id,
        sku,
        name,
        description,
        price_minor: priceMinor,
        currency,
        active,
        version: 1,
        seller_id: sellerId ?? null,
        image_key: imageKey ?? null,
        created_at: new Date(),
      });
      return made && insertNew(executor, 'stock', { product_id: id, on_hand: 0, reserved: 0, low_mark: lowMark });
    },
    async list({ sellerId, low = false, page = 1, pageSize = 50 }) {
      const all = executor
        .selectFrom('product')
        .innerJoin('stock', 'stock.product_id', 'product.id')
        .selectAll()
        .orderBy('name')
        .orderBy('id')
        .limit(pageSize + 1)
        .offset((page - 1) * pageSize);
      const theirs = sellerId === undefined ? all : all.where('seller_id', '=', sellerId);
      const rows = await (
        low ? theirs.where('active', '=', true).where(sql<boolean>`on_hand - reserved <= low_mark`) : theirs
      ).execute();
      return {
        articles: rows.slice(0, pageSize).map((row) => ({
          product: toProduct(row),
          stock: { productId: row.id, onHand: row.on_hand, reserved: row.reserved, lowMark: row.low_mark },
        })),
        ...(rows.length > pageSize ? { nextPage: page + 1 } : {}),
      };
    },
    async update(productId, version, { name, description, priceMinor, active, imageKey }) {
      const result = await executor
        .updateTable('product')
        .set({
          version: sql`version + 1`,
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
          ...(priceMinor === undefined ? {} : { price_minor: priceMinor }),
          ...(active === undefined ? {} : { active }),
          ...(imageKey === undefined ? {} : { image_key: imageKey }),
        })
        .where('id', '=', productId)
        .where('version', '=', version)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async recordPrice({ productId, version, priceMinor, currency, changedBy, changedAt }) {
      await insertNew(executor, 'price_history', {
        product_id: productId,
        version,
        price_minor: priceMinor,
        currency,
        changed_by: changedBy ?? null,
        changed_at: changedAt,
      });
    },
    async prices(productId, limit = 20) {
      const rows = await executor
        .selectFrom('price_history')
        .selectAll()
        .where('product_id', '=', productId)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        productId,
        version: row.version,
        priceMinor: row.price_minor,
        currency: row.currency,
        ...(row.changed_by === null ? {} : { changedBy: row.changed_by }),
        changedAt: row.changed_at,
      }));
    },
    async adjust(productId, delta) {
      const result = await executor
        .updateTable('stock')
        .set({ on_hand: sql`on_hand + ${delta}` })
        .where('product_id', '=', productId)
        .where(sql<boolean>`on_hand + ${delta} >= reserved`)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async setLowMark(productId, lowMark) {
      await executor.updateTable('stock').set({ low_mark: lowMark }).where('product_id', '=', productId).execute();
    },
  };
}
