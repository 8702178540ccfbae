import { join } from 'path';
import { contractNames, copiesIn, doubledNames, STANDARD_NAMES } from './literals';
import { modulesIn } from './modules';
import { circlesIn, importsOf, Source, sourceOf, sourcesIn } from './sources';

const CONTRACT = 'src/contract/';
const ALL = sourcesIn(join(__dirname, '../..'), 'src', 'shop');
const contract = ALL.filter(({ path }) => path.startsWith(CONTRACT));
const src = ALL.filter(({ path }) => path.startsWith('src/') && !path.startsWith(CONTRACT));
const shop = ALL.filter(({ path }) => path.startsWith('shop/'));

/** Returns the imports that the contract must not have: everything except its files. */
const outside = (source: Source): string[] => modulesIn(source).filter((module) => !module.startsWith(CONTRACT));

/** Returns the imports that the shop must not have: everything of `src` except the contract. */
const constructs = (source: Source): string[] =>
  modulesIn(source).filter((module) => /^src(\/|$)/.test(module) && !module.startsWith(CONTRACT));

const told = (sources: readonly Source[], find: (source: Source) => string[]): string[] =>
  sources.flatMap((source) => find(source).map((module) => `${source.path} imports ${module}`));

describe('names of the contract', () => {
  const names = contractNames(contract);

  test('are used by both halves', () => {
    for (const name of ['x-shop-viewer-address', 'order.paid', 'DATABASE_HOST', 'PaymentFailures', '/checkout']) {
      expect(names).toContain(name);
    }
    for (const word of ['orders', 'event', 'migrations', 'Revenue']) expect(names).not.toContain(word);
  });

  test('are written in no other place', () => {
    expect(copiesIn([...src, ...shop], names)).toEqual([]);
  });

  test.each([
    ['a literal', `publish('order.paid');`, 'order.paid'],
    ['a case', `switch (kind) { case 'stock.low': break; }`, 'stock.low'],
    ['a type', `type Name = 'store-api';`, 'store-api'],
    ['a template', 'const id = `${order}:order.paid`;', 'order.paid'],
    ['a message', `throw new Error('set SHOP_URL first');`, 'SHOP_URL'],
    ['a key', `const env = { SHOP_URL: url };`, 'SHOP_URL'],
    ['a property', `const url = env.SHOP_URL;`, 'SHOP_URL'],
    ['a quoted property', `const url = env['PORT'];`, 'PORT'],
    ['a pattern', `const reserved = /^(DATABASE_HOST)$/;`, 'DATABASE_HOST'],
    ['a header', `headers.get('x-shop-viewer-address');`, 'x-shop-viewer-address'],
    ['a path', `app.get('/cart', show);`, '/cart'],
    ['a path below', `app.post('/cart/add', add);`, '/cart'],
    ['a path with a query', 'redirect(`/cart?done=${what}`);', '/cart'],
    ['a prefix', `const rule = '/webhooks/payments/*';`, '/webhooks/payments/'],
  ])('are found as %s', (_, text, name) => {
    const found = copiesIn([sourceOf('shop/domain/new.ts', `const before = 1;\n${text}`)], names);
    expect(found).toContainEqual({ name, path: 'shop/domain/new.ts', line: 2 });
  });

  test('are not seen in other names, in imports and in comments', () => {
    const text = [
      `import { it } from '/cart';`,
      `/** Not the kind order.paid, but DATABASE_HOST. */`,
      `const other = ['/cartoons', 'border.paid', 'order.paid_late', 'MY_SHOP_URL', 'store-api-routes', 'reset'];`,
    ].join('\n');
    expect(copiesIn([sourceOf('src/new.ts', text)], names)).toEqual([]);
  });
});

describe('names of the two halves', () => {
  test('are written in one half, or in the contract', () => {
    const doubled = doubledNames(src, shop);
    expect(doubled.filter(({ name }) => !(name in STANDARD_NAMES))).toEqual([]);
    // An exception that is no longer needed must be removed.
    expect(doubled.map(({ name }) => name).sort()).toEqual(Object.keys(STANDARD_NAMES).sort());
  });

  test.each([
    ['a variable', `read('NEW_VARIABLE');`, `client.addEnvironment('NEW_VARIABLE', value);`],
    ['a variable as a key', `read(env.NEW_VARIABLE);`, `tell({ NEW_VARIABLE: value });`],
    ['a header', `get('x-shop-other');`, `write('x-shop-other');`],
    ['an event', `publish('cart.left');`, `subscribe(['cart.left']);`],
    ['a metric', `count('CartsLeft');`, `alarm('CartsLeft');`],
    ['a key of an object', `type Name = 'cartReminder';`, `type Name = 'cartReminder';`],
    ['a path', `get('/wishlist');`, `limit('/wishlist');`],
    ['a function', `observed('cart-reminder');`, `bundle('cart-reminder');`],
  ])('are found as %s', (_, theirs, ours) => {
    const found = doubledNames([sourceOf('src/new.ts', ours)], [sourceOf('shop/new.ts', theirs)]);
    expect(found).toEqual([{ name: expect.any(String), src: 'src/new.ts:1', shop: 'shop/new.ts:1' }]);
  });

  test('may be the same ordinary word or sentence', () => {
    const text = `say('orders', 'Database', 'demo', 'a whole number', ', got ', '</td>', '..', '--', '&amp;');`;
    expect(doubledNames([sourceOf('src/new.ts', text)], [sourceOf('shop/new.ts', text)])).toEqual([]);
  });
});

describe('imports of the contract', () => {
  const FORMS = ['import * as it from', 'import type { It } from', 'export * from', 'export { it } from'];

  test('come only from the contract, without circles', () => {
    expect(contract.length).toBeGreaterThan(0);
    expect(told(contract, outside)).toEqual([]);
    expect(circlesIn(importsOf(contract))).toEqual([]);
  });

  test.each(['fs', 'aws-cdk-lib', '../core/naming', '../../shop/config'])('from %s are found', (module) => {
    const texts = [...FORMS.map((form) => `${form} '${module}';`), `import('${module}');`, `require('${module}');`];
    for (const text of [...texts, `type It = import('${module}').It;`, `import it = require('${module}');`]) {
      expect(told([sourceOf('src/contract/new.ts', text)], outside)).toHaveLength(1);
    }
  });

  test('are the only imports of the shop from the constructs', () => {
    expect(told(shop, constructs)).toEqual([]);
    expect(shop.filter((source) => modulesIn(source).some((module) => module.startsWith(CONTRACT)))).not.toEqual([]);
  });

  test.each(['../../src/core/naming', '../../src', '../../src/index'])('from %s are found in the shop', (module) => {
    for (const text of [...FORMS.map((form) => `${form} '${module}';`), `import('${module}');`]) {
      expect(told([sourceOf('shop/domain/new.ts', text)], constructs)).toHaveLength(1);
    }
  });
});
