import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { documentsIn } from '../layout/sources';

const ROOT = join(__dirname, '..', '..');

/** Top-level folders of the repository. A path below one of them must exist. */
const OURS = /^(src|shop|test|docs|examples|bench|bin|projenrc|rosetta|\.ci)\//;

/** Endings of files that the documents name. A path with one of them must exist, in any folder. */
const FILE = /^[\w.-]+(\/[\w.-]+)+\.(ts|mjs|md|sh|svg|png)$/;

/** Paths in the assembly of a user's app, which no checkout contains. */
const IN_ASSEMBLY = /^(well-architected|cdk\.out)\//;

interface Reference {
  readonly document: string;
  readonly path: string;

  /** Path from the root of the repository; a link is relative to its document. */
  readonly target: string;
}

/** Returns the paths of this repository that a document names in backticks or links. */
function referencesIn({ path: document, text }: { readonly path: string; readonly text: string }): Reference[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    .map((path) => ({ document, path, target: join(dirname(document), path) }));
  const named = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, path]) => path)
    .filter((path) => !/[<>{}*$\s]|\.\.\./.test(path) && !IN_ASSEMBLY.test(path))
    .filter((path) => OURS.test(path) || FILE.test(path))
    .map((path) => ({ document, path, target: path }));
  return [...links, ...named];
}

const documents = documentsIn(ROOT).filter(({ path }) => /^(README\.md|CONTRIBUTING\.md|docs\/.*\.md)$/.test(path));
const references = documents.flatMap(referencesIn);

test('links and paths are found in the documents', () => {
  const one = { path: 'docs/one.md', text: 'See [two](two.md#part), `src/index.ts` and `npm test`.' };
  expect(referencesIn(one).map(({ target }) => target)).toEqual(['docs/two.md', 'src/index.ts']);
  expect(documents.length).toBeGreaterThan(20);
  expect(references.length).toBeGreaterThan(100);
});

test('every path of this repository that a document names exists', () => {
  const missing = references.filter(({ target }) => !existsSync(join(ROOT, target)));
  expect(missing.map(({ document, path }) => `${document}: ${path}`)).toEqual([]);
});
