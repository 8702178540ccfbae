import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import * as ts from 'typescript';

/** A TypeScript source of the project, parsed. */
export interface Source {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
}

/** Every handwritten TypeScript source below these folders that git knows or would add. */
export function sourcesIn(root: string, ...folders: string[]): Source[] {
  return listed(root, folders)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

/**
 * Parses a source.
 *
 * @param path - need not exist, so that tests can parse a made-up source
 */
export function sourceOf(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, lines: text.split('\n').length - 1, tree };
}

/** Every handwritten program and script of the project: TypeScript, JavaScript and shell. */
export function handwrittenIn(root: string): { readonly path: string; readonly text: string }[] {
  return listed(root, ['src', 'shop', 'test', 'examples', 'bench', 'docs', 'projenrc', 'bin', '.ci', '.projenrc.ts'])
    .filter((path) => /(\.(ts|mjs|cjs|js|sh)|^bin\/[^.]+|^\.ci\/run)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Every handwritten document of the project. */
export function documentsIn(root: string): { readonly path: string; readonly text: string }[] {
  return listed(root, ['*.md'])
    .filter((path) => path !== 'API.md')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Paths that git knows or would add, in order. */
function listed(root: string, patterns: readonly string[]): string[] {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return [...new Set(names.split('\n'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
}

/** Paths of the sources that each source imports, types and late imports included. */
export function importsOf(sources: readonly Source[]): Map<string, string[]> {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, tree }) => [
      path,
      specifiersIn(tree).flatMap((specifier) => resolved(path, specifier, known)),
    ]),
  );
}

type ModuleStatement = (ts.ImportDeclaration | ts.ExportDeclaration) & { readonly moduleSpecifier: ts.Expression };

function isImport(statement: ts.Statement): statement is ModuleStatement {
  if (ts.isImportDeclaration(statement)) return true;
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

/** Modules that a source names in imports, exports and calls of `import`. */
function specifiersIn(tree: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = tree.statements.filter(isImport).map(({ moduleSpecifier }) => moduleSpecifier);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push(...node.arguments);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function resolved(from: string, specifier: ts.Expression, known: ReadonlySet<string>): string[] {
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return [];
  const target = posix.join(posix.dirname(from), specifier.text);
  return [`${target}.ts`, `${target}/index.ts`].filter((path) => known.has(path)).slice(0, 1);
}

/** Groups of sources that import each other in a circle. */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const reach = new Map([...imports.keys()].map((path) => [path, reachable(path, imports)]));
  const seen = new Set<string>();
  const circles: string[][] = [];
  for (const path of imports.keys()) {
    if (seen.has(path) || !reach.get(path)?.has(path)) continue;
    const circle = [...imports.keys()].filter((other) => reach.get(path)?.has(other) && reach.get(other)?.has(path));
    circle.forEach((member) => seen.add(member));
    circles.push(circle);
  }
  return circles;
}

function reachable(from: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [...(imports.get(from) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    open.push(...(imports.get(path) ?? []));
  }
  return found;
}

/** Texts that a source writes as literals, with their lines; specifiers of modules are left out. */
export function literalsIn({ tree }: Source): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (!found.has(node.text)) found.set(node.text, tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
