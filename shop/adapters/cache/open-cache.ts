import { AccessKeys } from './connect-token';
import { connector } from './connector';

import { LocalCache } from './local-cache';
import { NoCache } from './no-cache';
import { ServerCache } from './server-cache';
import { Cache } from '../../ports/cache';
import { CacheConfig } from '../configuration/shop-config';

import { log } from '../telemetry/log';

/** Kept, because it remembers the keys until they run out. */
let keys: (() => Promise<AccessKeys>) | undefined;

/** The cache the configuration names; without one, copies in this process only. */
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
    onChange: (state, reason) => (state === 'lost' ? log.warn('cache lost', { reason }) : log.info('cache back')),
  });
}

async function credentials(): Promise<AccessKeys> {
  const { fromNodeProviderChain } = await import('../aws/sdk/credentials');
  keys ??= fromNodeProviderChain();
  return keys();
}
