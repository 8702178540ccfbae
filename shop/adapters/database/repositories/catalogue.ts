import { Selectable, sql } from 'kysely';
import { Product } from '../../../domain/inventory/product';
import { Catalogue } from '../../../ports/repositories/catalogue';
import { Executor, productSearch } from '../engine';
import { ProductTable } from '../schema';

const MAXIMUM_PAGE_SIZE = 100;

/** Repository of products on sale. */
export function catalogue(executor: Executor): Catalogue {
  return {
    async find(id) {
      // SQL text as in `stock.find`: every product page needs it, and Kysely's builder takes longer than the query.
      const {
        rows: [row],
      } = await sql<Selectable<ProductTable>>`select * from product where id = ${id}`.execute(executor);
      return row && toProduct(row);
    },
    async findMany(ids) {
      if (ids.length === 0) return [];
      return (
        await executor
          .selectFrom('product')
          .selectAll()
          .where('id', 'in', [...ids])
          .execute()
      ).map(toProduct);
    },
    async search({ search, page = 1, pageSize = 24 }) {
      const size = Math.min(pageSize, MAXIMUM_PAGE_SIZE);
      let query = executor.selectFrom('product').selectAll().where('active', '=', true);
      if (search !== undefined && search.trim() !== '') {
        const { matches, rank } = productSearch(executor, search);
        query = query.where(matches).orderBy(rank, 'desc');
      }
      // One row more than requested shows that there is a next page, without counting all rows.
      const rows = await query
        .orderBy('name')
        .orderBy('id')
        .limit(size + 1)
        .offset((page - 1) * size)
        .execute();
      return { products: rows.slice(0, size).map(toProduct), ...(rows.length > size ? { nextPage: page + 1 } : {}) };
    },
  };
}

/** Converts a row. */
export function toProduct(row: Selectable<ProductTable>): Product {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    priceMinor: row.price_minor,
    currency: row.currency,
    active: row.active,
    version: row.version,
    ...(row.seller_id === null ? {} : { sellerId: row.seller_id }),
    ...(row.image_key === null ? {} : { imageKey: row.image_key }),
  };
}
