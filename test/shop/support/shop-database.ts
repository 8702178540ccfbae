/**
 * Migrated shop database on a test PostgreSQL (see `postgres.ts`), optionally with the demonstration catalogue.
 *
 *   const shop = await shopDatabase(server);                    // or shopDatabase(server, { poolSize: 10, clock })
 *   shop.store                                                  // the real DatabaseStore
 *   await shop.query('select state from orders')                // rows of the tables
 *   await shop.product({ onHand: 50, priceMinor: 1000 })        // one more product, returns its id
 *   await shop.close();                                         // before server.stop()
 */
import { ulid } from 'ulid';
import { TestPostgres } from './postgres';
import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';
import { connect, Database } from '../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../shop/adapters/database/store';
import { migrate } from '../../../shop/migrations/runner';
import { Clock } from '../../../shop/ports/clock';

/** Ends only what hangs: how long a database takes on a busy machine is not what these tests are about. */
const PATIENT_MS = 60_000;

export interface ShopDatabaseOptions {
  readonly poolSize?: number;
  readonly demoCatalogue?: boolean;
  readonly clock?: Clock;
  /** Milliseconds for which the store waits for a connection in use; longer in tests with many concurrent calls. */
  readonly unavailableMs?: number;
}

export interface ProductOptions {
  readonly onHand?: number;
  readonly priceMinor?: number;
  readonly lowMark?: number;
  readonly active?: boolean;
}

export interface TestShopDatabase {
  readonly config: DatabaseConfig;
  readonly database: Database;
  readonly store: DatabaseStore;
  query<T = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  product(options?: ProductOptions): Promise<string>;
  close(): Promise<void>;
}

export async function shopDatabase(server: TestPostgres, options: ShopDatabaseOptions = {}): Promise<TestShopDatabase> {
  const demoCatalogue = options.demoCatalogue ?? false;
  const config = await server.copyDatabase(demoCatalogue ? 'shop_with_catalogue' : 'shop_without_catalogue', (empty) =>
    fill(empty, demoCatalogue),
  );
  const database = connect(config, { poolSize: options.poolSize ?? 1, queryTimeoutMs: PATIENT_MS });
  const query = async <T>(sql: string, values?: readonly unknown[]) => server.query<T>(config, sql, values);
  return {
    config,
    database,
    store: new DatabaseStore(database, {
      clock: options.clock,
      retry: { unavailableMs: options.unavailableMs ?? PATIENT_MS },
    }),
    query,
    async product({ onHand = 10, priceMinor = 1000, lowMark = 0, active = true } = {}) {
      const id = ulid();
      await query(
        `insert into product (id, sku, name, description, price_minor, currency, active, version, created_at)
         values ($1, $4, 'Test product', 'For tests', $2, 'EUR', $3, 1, now())`,
        [id, priceMinor, active, id],
      );
      await query('insert into stock (product_id, on_hand, reserved, low_mark) values ($1, $2, 0, $3)', [
        id,
        onHand,
        lowMark,
      ]);
      await query(
        `insert into stock_movement (order_id, product_id, kind, on_hand_delta, reserved_delta, created_at)
         values ($1, $2, 'restock', $3, 0, now())`,
        [ulid(), id, onHand],
      );
      return id;
    },
    close: async () => database.destroy(),
  };
}

async function fill(config: DatabaseConfig, demoCatalogue: boolean): Promise<void> {
  const database = connect(config, { poolSize: 1, queryTimeoutMs: PATIENT_MS });
  await migrate(database, { database: config.name, demoCatalogue });
  await database.destroy();
}
