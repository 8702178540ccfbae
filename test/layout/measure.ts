/* eslint-disable no-console */
// Prints the size, shape and wording of the sources: npm run layout -- [options] [<folder of another checkout>]
//   --list              also every place that is counted
//   --comments <seed>   twenty doc comments, the same ones in every checkout for the same seed
import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { parseArgs } from 'util';
import * as ts from 'typescript';
import { doubledNames, STANDARD_NAMES } from './literals';
import {
  chosen,
  docCommentsIn,
  MAXIMUM_COLUMNS,
  opensWithQuestion,
  sharedFunctionsIn,
  vagueIn,
  wideLines,
} from './prose';
import type { Passage } from './prose';
import { circlesIn, handwrittenIn, importsOf, sourcesIn } from './sources';
import type { Source } from './sources';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean' }, comments: { type: 'string' } },
});
const ROOT = resolve(positionals[0] ?? '.');
const PARTS: Record<string, (path: string) => boolean> = {
  'src without checks': (path) => path.startsWith('src/') && !path.startsWith('src/well-architected/'),
  'src/well-architected': (path) => path.startsWith('src/well-architected/'),
  shop: (path) => path.startsWith('shop/'),
  test: (path) => path.startsWith('test/'),
  'examples, bench': (path) => /^(examples|bench)\//.test(path),
};

const sources = sourcesIn(ROOT, 'src', 'shop', 'test', 'examples', 'bench', 'projenrc');

console.log('part                     files    lines   median  longest');
for (const [name, isIn] of Object.entries(PARTS)) {
  const lines = sources.filter(({ path }) => isIn(path)).map((source) => source.lines);
  lines.sort((one, other) => one - other);
  const total = lines.reduce((sum, count) => sum + count, 0);
  const figures = [lines.length, total, lines[Math.floor(lines.length / 2)] ?? 0, lines.at(-1) ?? 0];
  console.log([name.padEnd(20), ...figures.map((figure) => String(figure).padStart(9))].join(''));
}

list(
  'files over 300 lines',
  sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`),
);
list(
  'import circles',
  circlesIn(importsOf(sources)).map((circle) => circle.join(', ')),
);
const halves = ['src/', 'shop/'].map((half) =>
  sources.filter(({ path }) => path.startsWith(half) && !path.startsWith('src/contract/')),
);
list(
  'literals doubled across src and shop',
  doubledNames(halves[0], halves[1])
    .filter(({ name }) => !(name in STANDARD_NAMES))
    .map(({ name, src, shop }) => `${name}: ${src}, ${shop}`),
);
list('exported types of one name in src', namesExportedTwice(sources.filter(({ path }) => path.startsWith('src/'))));
exportedTypes();
wording();
if (options.comments !== undefined) comments(options.comments);

function list(title: string, found: readonly string[]): void {
  console.log(`\n${title}: ${found.length}`);
  for (const line of found) console.log(`  ${line}`);
}

function exportedNames({ tree }: Source): string[] {
  return tree.statements
    .filter((statement) => ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExport))
    .flatMap((statement) => (isTypeDeclaration(statement) ? [statement.name?.text ?? ''] : []));
}

function isExport({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

function isTypeDeclaration(
  node: ts.Node,
): node is ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration {
  return (
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}

function namesExportedTwice(of: readonly Source[]): string[] {
  const places = new Map<string, string[]>();
  for (const source of of) {
    for (const name of exportedNames(source)) places.set(name, [...(places.get(name) ?? []), source.path]);
  }
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

function wording(): void {
  const wide = handwrittenIn(ROOT).flatMap(({ path, text }) => wideLines(path, text));
  const shared = sources.filter(({ path }) => /^(src|shop)\//.test(path));
  const docs = shared.flatMap(docCommentsIn);
  const functions = shared.flatMap(sharedFunctionsIn);
  const documented = functions.filter((one) => one.documented);
  const questions = docs.filter(opensWithQuestion);
  console.log(`\nlines over ${MAXIMUM_COLUMNS} columns: ${wide.length}`);
  console.log(`doc comments of src and shop that open with a question word: ${share(questions, docs)}`);
  console.log(`exported functions of two or more parameters with @param: ${share(documented, functions)}`);
  // The words themselves are in the files that look for them.
  const read = sources.filter(({ path }) => !path.startsWith('test/layout/'));
  const vague = vagueIn(ROOT, read);
  console.log(`vague words for persons and possession in comments, texts and documents: ${vague.length}`);
  if (!options.list) return;
  list('lines that are too wide', wide.map(place));
  list('openings', questions.map(place));
  list('vague words', vague.map(place));
  list(
    'functions without @param',
    functions.filter((one) => !one.documented).map(({ path, name }) => `${path}: ${name}`),
  );
}

/** Prints some doc comments, chosen by a seed that anyone can repeat. */
function comments(seed: string): void {
  const docs = sources.filter(({ path }) => /^(src|shop)\//.test(path)).flatMap(docCommentsIn);
  const keys = chosen(
    docs.map(({ key }) => key),
    seed,
    20,
  );
  console.log(`\n20 doc comments, seed ${seed}`);
  for (const key of keys) {
    console.log(`\n${key}\n  ${docs.find((doc) => doc.key === key)?.text.replace(/\n/g, '\n  ')}`);
  }
}

function place({ path, line, text }: Passage): string {
  return `${path}:${line}: ${text.split('\n')[0].slice(0, 100)}`;
}

function share(part: readonly unknown[], all: readonly unknown[]): string {
  return `${part.length} of ${all.length} (${((100 * part.length) / Math.max(all.length, 1)).toFixed(1)} %)`;
}

/** The public ones as jsii has compiled them, by the room that they are in. */
function exportedTypes(): void {
  const exported = sources.filter(({ path }) => path.startsWith('src/')).flatMap(exportedNames);
  console.log(`\ntypes exported by a file of src: ${exported.length}`);
  const assembly = join(ROOT, '.jsii');
  if (!existsSync(assembly)) {
    console.log('public types: unknown, because jsii has not compiled the project (npx projen compile)');
    return;
  }
  const { types } = JSON.parse(readFileSync(assembly, 'utf8')) as {
    types: Record<string, { readonly name: string; readonly locationInModule: { readonly filename: string } }>;
  };
  const rooms = new Map<string, string[]>();
  for (const { name, locationInModule } of Object.values(types)) {
    const [, room] = /^src\/(?:([^/]+)\/)?/.exec(locationInModule.filename) ?? [];
    const key = room ?? 'main construct';
    rooms.set(key, [...(rooms.get(key) ?? []), name]);
  }
  console.log(`public types: ${Object.keys(types).length}`);
  for (const [room, names] of [...rooms].sort()) console.log(`  ${room} ${names.length}: ${names.sort().join(', ')}`);
}
