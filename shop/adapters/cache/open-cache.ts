import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { connector } from './connection';
import { LocalCache } from './local-cache';
import { ServerCache } from './server-cache';
import { CacheConfig } from '../../config';
import { Cache } from '../../ports';
import { log } from '../log';

/** The cache the configuration names; without one, copies in this process only. */
export function openCache(config: CacheConfig | undefined): Cache {
  if (!config) {
    return new LocalCache();
  }
  const { host, port, tls, user, name, region } = config;
  const signIn = user && name && region ? { user, name, region, credentials: fromNodeProviderChain() } : undefined;
  return new ServerCache({
    connect: connector({ host, port, tls, signIn }),
    onChange: (state, reason) => state === 'lost' ? log.warn('cache lost', { reason }) : log.info('cache back'),
  });
}
