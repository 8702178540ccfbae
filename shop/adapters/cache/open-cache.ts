import { AccessKeys } from './connect-token';
import { connector } from './connector';
import { LocalCache } from './local-cache';
import { NoCache } from './no-cache';
import { ServerCache } from './server-cache';
import { Cache } from '../../ports/cache';
import { CacheConfig } from '../configuration/shop-config';
import { log } from '../telemetry/log';

/** Shared, because the provider caches the keys until they expire. */
let keys: (() => Promise<AccessKeys>) | undefined;

/** Opens the configured cache; without a configuration, a cache in this process only. */
export function openCache(config: CacheConfig | undefined): Cache {
  if (!config) {
    return new LocalCache();
  }
  const { host, port, tls, user, name, region } = config;
  if (host === 'off') {
    return new NoCache();
  }
  const signIn = user && name && region ? { user, name, region, credentials } : undefined;
  return new ServerCache({
    connect: connector({ host, port, tls, signIn }),
    onChange: (state, reason) =>
      state === 'lost' ? log.warn('cache unavailable', { reason }) : log.info('cache available again'),
  });
}

async function credentials(): Promise<AccessKeys> {
  const { fromNodeProviderChain } = await import('../aws/sdk/credentials');
  keys ??= fromNodeProviderChain();
  return keys();
}
