import { openCache } from '../../../../shop/adapters/cache/open-cache';
import { loadConfig } from '../../../../shop/adapters/configuration/load-config';

test('a cache that is switched off stores nothing', async () => {
  const cache = openCache(loadConfig({ CACHE_HOST: 'off' }).cache);
  await cache.set('key', 'value', 60);
  expect([await cache.get('key'), await cache.increment('count'), await cache.increment('count')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  await cache.close();
});
