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

/** The version this code was written for. */
export const LATEST_VERSION = MIGRATIONS.length;

/** 0 when nothing has been migrated yet, or when this user may not even look. */
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

/** A newer schema is as good: a release only ever adds to it. */
export async function schemaIsReady(executor: Executor): Promise<boolean> {
  return (await schemaVersion(executor)) >= LATEST_VERSION;
}
