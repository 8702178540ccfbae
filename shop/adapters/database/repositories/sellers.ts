import { Selectable } from 'kysely';
import { Seller } from '../../../domain/accounts/seller';
import { Sellers } from '../../../ports/repositories/sellers';
import { Executor, insertNew } from '../engine';
import { SellerTable } from '../schema';

/** Repository of sellers. */
export function sellers(executor: Executor): Sellers {
  return {
    async insert({ id, customerId, name }) {
      return insertNew(executor, 'seller', { id, customer_id: customerId, name, created_at: new Date() });
    },
    async find(id) {
      const row = await executor.selectFrom('seller').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toSeller(row);
    },
    async findByCustomer(customerId) {
      const row = await executor
        .selectFrom('seller')
        .selectAll()
        .where('customer_id', '=', customerId)
        .executeTakeFirst();
      return row && toSeller(row);
    },
  };
}

function toSeller(row: Selectable<SellerTable>): Seller {
  return { id: row.id, customerId: row.customer_id, name: row.name };
}
