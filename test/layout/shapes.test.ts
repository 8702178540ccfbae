import { readdirSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { literalsIn, sourceOf, sourcesIn } from './sources';
import type { Source } from './sources';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';

const ROOT = join(__dirname, '../..');
const sources = sourcesIn(ROOT, 'src', 'shop');
const below = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));

const made = (text: string) => sourceOf('made.ts', text);

const isType = (node: ts.Statement) =>
  ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** Statements that are more than a type. */
const valuesIn = ({ tree }: Source) => tree.statements.filter((node) => !isType(node)).map((node) => node.getText());

/** Literals that hold an HTML element. */
const markupIn = (source: Source) =>
  [...literalsIn(source).keys()].filter((text) => /<\/?[a-z][a-z0-9]*[\s>"]/.test(text));

/** Returns the names that a file exports. */
function exportsOf({ tree }: Source): string[] {
  return tree.statements
    .filter((node) => ts.canHaveModifiers(node))
    .filter((node) => ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map((node) => node.getText().split('\n')[0]);
}

describe('ports', () => {
  test('are only interfaces and types', () => {
    expect(below('shop/ports').length).toBeGreaterThan(20);
    expect(below('shop/ports').flatMap(valuesIn)).toEqual([]);
  });

  test.each(['export const NONE = 1;', 'export class Gone extends Error {}', 'export function none() {}'])(
    'would be noticed with %s in them',
    (text) => expect(valuesIn(made(text))).toEqual([text]),
  );
});

describe('domain and use cases', () => {
  test('have no markup', () => {
    expect([...below('shop/domain'), ...below('shop/application')].flatMap(markupIn)).toEqual([]);
  });

  test('with a paragraph of markup are found', () => {
    expect(markupIn(made('const text = `<p>Hello</p>`;'))).toEqual(['<p>Hello</p>']);
  });
});

describe('rules', () => {
  const pillars = below('src/well-architected/rules').filter(
    ({ path }) => /rules\/[a-z-]+\//.test(path) && !/rules\/support\/|\/index\.ts$/.test(path),
  );

  test('are in separate files, and a pillar has no other file', () => {
    expect(pillars).toHaveLength(CATALOGUE.length);
    const others = pillars.filter((source) => {
      const exported = exportsOf(source);
      return exported.length !== 1 || !/^export const \w+(: Rule)? = /.test(exported[0]);
    });
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});

describe('rooms', () => {
  const ROOMS = 'network storage database cache messaging mail commerce web edge dns monitoring'.split(' ');

  test.each(ROOMS)('%s has its construct and its options', (room) => {
    const files = readdirSync(join(ROOT, 'src', room));
    expect(files).toEqual(expect.arrayContaining([`${room}.ts`, `${room}-options.ts`]));
  });

  test('create their alarms in a separate file', () => {
    const alarms = ROOMS.filter((room) => room !== 'monitoring')
      .flatMap((room) => below(`src/${room}`))
      .filter(({ tree }) => /\bmonitoring\.addAlarm\(/.test(tree.text))
      .map(({ path }) => path);
    expect(alarms.filter((path) => !/-alarms\.ts$/.test(path))).toEqual([
      // Functions and queues create their alarms themselves, because an app may have any number of them.
      'src/commerce/commerce-function.ts',
      'src/commerce/work-queue.ts',
    ]);
  });

  test('have each interface in a file of its name', () => {
    const misplaced = below('src')
      .filter(({ path }) => !path.includes('well-architected'))
      .flatMap(({ path, tree }) =>
        [...tree.text.matchAll(/^export interface I([A-Z]\w+)/gm)].map(([, name]) => [path, name] as const),
      )
      .filter(([path, name]) => !path.endsWith(`/i-${name.replace(/\B[A-Z]/g, '-$&').toLowerCase()}.ts`));
    expect(misplaced).toEqual([]);
  });
});
