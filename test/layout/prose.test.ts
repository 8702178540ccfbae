import { join } from 'path';
import {
  chosen,
  commentsIn,
  docCommentsIn,
  MAXIMUM_COLUMNS,
  opensWithQuestion,
  sharedFunctionsIn,
  vagueIn,
  vagueWordsIn,
  wideLines,
} from './prose';
import type { Passage } from './prose';
import { handwrittenIn, sourceOf, sourcesIn } from './sources';

const ROOT = join(__dirname, '../..');
const sources = sourcesIn(ROOT, 'src', 'shop', 'test', 'examples', 'bench', 'docs', 'projenrc');
const published = sources.filter(({ path }) => /^(src|shop)\//.test(path));
const place = ({ path, line, text }: Passage) => `${path}:${line}: ${text.split('\n')[0]}`;

const made = (text: string) => sourceOf('made.ts', text);

describe('the text of the project', () => {
  test('has no line over 120 columns', () => {
    const files = handwrittenIn(ROOT);
    expect(files.length).toBeGreaterThan(900);
    expect(files.flatMap(({ path, text }) => wideLines(path, text)).map(place)).toEqual([]);
  });

  test('has doc comments that say what a thing is or does', () => {
    const docs = published.flatMap(docCommentsIn);
    expect(docs.length).toBeGreaterThan(2_000);
    expect(docs.filter(opensWithQuestion).map(place)).toEqual([]);
  });

  test('calls persons and things by their names', () => {
    // The words themselves are in the files that look for them.
    const read = sources.filter(({ path }) => !path.startsWith('test/layout/'));
    expect(vagueIn(ROOT, read).map(place)).toEqual([]);
  });

  test('explains parameters where their names and types do not: in at least 60 % of the exported functions', () => {
    const functions = published.flatMap(sharedFunctionsIn);
    const documented = functions.filter((one) => one.documented);
    expect(functions.length).toBeGreaterThan(300);
    expect(documented.length / functions.length).toBeGreaterThanOrEqual(0.6);
  });
});

describe('the measures', () => {
  test('find wide lines, and leave those with an address', () => {
    const wide = 'x'.repeat(MAXIMUM_COLUMNS + 1);
    const lines = ['short', wide, `// https://docs.aws.amazon.com/${wide}`, 'x'.repeat(MAXIMUM_COLUMNS)];
    expect(wideLines('made.ts', lines.join('\n')).map(({ line }) => line)).toEqual([2]);
  });

  test.each(['What it costs.', 'whether it is open', 'Who may read', 'How long it waits'])('find "%s"', (text) => {
    const [doc] = docCommentsIn(made(`/** ${text} */\nexport const it = 1;`));
    expect(opensWithQuestion(doc)).toBe(true);
  });

  test.each(['The price.', 'Whoever it is', 'Returns what it costs.'])('leave "%s"', (text) => {
    const [doc] = docCommentsIn(made(`/** ${text} */\nexport const it = 1;`));
    expect(opensWithQuestion(doc)).toBe(false);
  });

  test.each(['Nobody reads it', 'a key of its own', 'a server of\nyour own', 'somebody’s', 'Whoever asks'])(
    'find the vague word in "%s"',
    (text) => {
      expect(vagueWordsIn(text)).toHaveLength(1);
    },
  );

  test('leave words that only look alike', () => {
    expect(vagueWordsIn('the owner of itself, no one, anyone, a body, whatsoever')).toEqual([]);
  });

  test('read comments of every form, and no strings', () => {
    const text = "// one\nconst it = '// no'; /* two */\n/**\n * three\n * lines\n */\nfunction f() {\n  // four\n}\n";
    expect(
      commentsIn(made(text))
        .map((one) => one.text)
        .sort(),
    ).toEqual(['four', 'one', 'three\nlines', 'two']);
  });

  test('name the declaration of a doc comment, so that it can be found in another checkout', () => {
    const docs = docCommentsIn(
      made('/** Stock. */\ninterface Stock {\n  /** Pieces. */\n  readonly onHand: number;\n}'),
    );
    expect(docs.map(({ key }) => key)).toEqual(['made.ts#Stock', 'made.ts#Stock.onHand']);
  });

  test.each([
    ['/** @param limit - pieces that one network may reserve */', true],
    ['/** @param limit - the limit */', false],
    ['/** @param limit - a number */', false],
    ['/** Reserves pieces. */', false],
    ['', false],
  ])('count "%s" as documented: %s', (doc, documented) => {
    const text = `${doc}\nexport function reserve(limit: number, from: Stock): void {}`;
    expect(sharedFunctionsIn(made(text)).map((one) => one.documented)).toEqual([documented]);
  });

  test('count exported functions of two or more parameters only, arrow functions included', () => {
    const text = `
      export const two = (one: A, other: B) => 1;
      export const single = (one: A) => 1;
      export function declared(one: A, other: B) {}
      function inner(one: A, other: B) {}`;
    expect(sharedFunctionsIn(made(text)).map(({ name }) => name)).toEqual(['two', 'declared']);
  });

  test('choose the same comments for the same seed, in any order and beside other keys', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const some = chosen(keys, 'seed', 3);
    expect(chosen([...keys].reverse(), 'seed', 3)).toEqual(some);
    expect(chosen(some, 'seed', 3)).toEqual(some);
    expect(chosen(keys, 'seed', 99)).toHaveLength(6);
  });
});
