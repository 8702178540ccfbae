import { CACHE_DEFAULTS } from './cache/cache-options';
import { LIFETIMES } from './core/lifetimes';
import type { Profile } from './core/profile';
import { DATABASE_DEFAULTS } from './database/database-settings';
import { EDGE_DEFAULTS } from './edge/edge-options';
import { NETWORK_DEFAULTS } from './network/network-options';
import { STORAGE_DEFAULTS } from './storage/storage-options';
import { WEB_DEFAULTS } from './web/web-options';

const TABLES: Readonly<Record<string, Readonly<Record<Profile, object>>>> = {
  network: NETWORK_DEFAULTS,
  storage: STORAGE_DEFAULTS,
  database: DATABASE_DEFAULTS,
  cache: CACHE_DEFAULTS,
  web: WEB_DEFAULTS,
  edge: EDGE_DEFAULTS,
  every: LIFETIMES,
};

/**
 * Returns the defaults that depend on the profile, by `<room>.<option>`; `every` stands for all rooms.
 * The table in docs/architecture.md is tested against it.
 */
export function profileDefaults(profile: Profile): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(TABLES).flatMap(([room, defaults]) =>
      Object.entries(defaults[profile]).map(([name, value]): [string, unknown] => [`${room}.${name}`, value]),
    ),
  );
}
