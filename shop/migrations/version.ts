import { sql } from 'kysely';
import { catalogue } from './0001-catalogue';
import { orders } from './0002-orders';
import { outbox } from './0003-outbox';
import { accounts } from './0004-accounts';
import { carts } from './0005-carts';
import { marketing } from './0006-marketing';
import { unsubscribing } from './0007-unsubscribing';
import { lookUps } from './0008-look-ups';
import { Migration } from './migration';
import { Executor } from '../adapters/database/engine';
import { classify } from '../adapters/database/errors';

/** All migrations in order. */
export const MIGRATIONS: readonly Migration[] = [
  ...catalogue,
  ...orders,
  ...outbox,
  ...accounts,
  ...carts,
  ...marketing,
  ...unsubscribing,
  ...lookUps,
];

/** Schema version that this code needs. */
export const LATEST_VERSION = MIGRATIONS.length;

/** Returns 0 before the first migration, and when the user may not read the version. */
export async function schemaVersion(executor: Executor): Promise<number> {
  try {
    const { rows } = await sql<{ version: number | null }>`select max(version) as version from schema_version`.execute(
      executor,
    );
    return rows[0]?.version ?? 0;
  } catch (error) {
    if (classify(error) !== 'schema') throw error;
    return 0;
  }
}

/** True for this version and newer ones: a release only adds to the schema. */
export async function schemaIsReady(executor: Executor): Promise<boolean> {
  return (await schemaVersion(executor)) >= LATEST_VERSION;
}
