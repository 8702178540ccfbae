import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { importsOf, sourcesIn } from '../layout/sources';

const ROOT = join(__dirname, '..', '..');
const imports = importsOf(sourcesIn(ROOT, 'src', 'shop'));

const [, section = ''] = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').split('\n### Three walks\n');
const walks = section
  .split('\n## ')[0]
  .split('\n**')
  .slice(1)
  .map((text) => ({
    name: text.slice(0, text.indexOf('**')),
    files: [...text.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file]) => file),
  }));

test('there are three walks', () => expect(walks).toHaveLength(3));

describe.each(walks)('the walk: $name', ({ files }) => {
  test('leads through files that exist, each once', () => {
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  test('goes from a file to one that an earlier one imports, or that imports an earlier one', () => {
    const linked = (one: string, other: string) =>
      imports.get(one)?.includes(other) || imports.get(other)?.includes(one);
    const astray = files.filter((file, index) => index > 0 && !files.slice(0, index).some((one) => linked(one, file)));
    expect(astray).toEqual([]);
  });
});
