import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const source = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8'))
  .join('\n');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('the README names the fix of every warning, and of no other', () => {
  const inCode = [...source.matchAll(/'cdk-ecommerce-architecture:([a-z-]+)'|\bwarn\(\s*'([a-z-]+)'/g)].map(
    ([, id, short]) => id ?? short,
  );
  const inTable = [...readme.matchAll(/^\| `([a-z-]+)`: /gm)].map(([, id]) => id);
  expect(inCode.length).toBeGreaterThan(10);
  expect([...inTable].sort()).toEqual([...new Set(inCode)].sort());
});
