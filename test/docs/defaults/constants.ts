/** Constants that modules keep to themselves, read from their sources. */
import * as ts from 'typescript';
import { ROOT } from './default-tags';
import { Source, sourcesIn } from '../../layout/sources';

const sources = sourcesIn(ROOT, 'src', 'shop');

/**
 * Evaluates the one constant of this name below a folder. It is written with numbers, products and other constants of
 * its file.
 *
 * @param below - a path from the root of the project, of a folder or without its extension of a file
 * @param name - a pattern where the name is about to change
 */
export function constantIn(below: string, name: RegExp | string): number {
  const found = declarationsIn(below, name);
  if (found.length !== 1) {
    throw new Error(`${below} has ${found.length} constants ${name}: correct it in test/docs/defaults`);
  }
  const [{ source, initializer }] = found;
  return product(initializer, source, `${source.path}: ${name}`);
}

/** Evaluates a constant that is an object of numbers, or of such objects. Members are joined by dots. */
export function constantsIn(below: string, name: RegExp | string): ReadonlyMap<string, number> {
  const [{ source, initializer }] = declarationsIn(below, name);
  const found = new Map<string, number>();
  const visit = (node: ts.Node, path: string): void => {
    if (ts.isObjectLiteralExpression(node)) {
      for (const member of node.properties.filter(ts.isPropertyAssignment)) {
        visit(member.initializer, path + (path && '.') + member.name.getText());
      }
    } else {
      found.set(path, product(node, source, path));
    }
  };
  visit(initializer, '');
  return found;
}

interface Declared {
  readonly source: Source;
  readonly initializer: ts.Expression;
}

function declarationsIn(below: string, name: RegExp | string): Declared[] {
  return sources
    .filter(({ path }) => path.startsWith(below))
    .flatMap((source) =>
      declarations(source)
        .filter(({ name: declared }) =>
          typeof name === 'string' ? declared.getText() === name : name.test(declared.getText()),
        )
        .flatMap(({ initializer }) => (initializer ? [{ source, initializer }] : [])),
    );
}

function declarations({ tree }: Source): ts.VariableDeclaration[] {
  return tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations);
}

function product(node: ts.Node | undefined, source: Source, place: string): number {
  if (node && ts.isNumericLiteral(node)) return Number(node.text.replace(/_/g, ''));
  if (node && ts.isIdentifier(node)) {
    const declared = declarations(source).find(({ name }) => name.getText() === node.text);
    return product(declared?.initializer, source, place);
  }
  if (node && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskToken) {
    return product(node.left, source, place) * product(node.right, source, place);
  }
  throw new Error(`${place} is no constant number any more: correct it in test/docs/defaults`);
}

/**
 * Reads a number that stands in an expression.
 *
 * @param below - as for `constantIn`
 * @param pattern - captures the digits
 */
export function numberIn(below: string, pattern: RegExp): number {
  const found = sources.filter(({ path }) => path.startsWith(below)).map(({ tree }) => pattern.exec(tree.text)?.[1]);
  const [number] = found.filter((text) => text !== undefined);
  if (number === undefined) throw new Error(`${below} does not match ${pattern}: correct it in test/docs/defaults`);
  return Number(number);
}

/** @returns the shop's limits by their names, such as `register address` */
export function requestLimits(): ReadonlyMap<string, { readonly most: number; readonly minutes: number }> {
  const found = new Map<string, { most: number; minutes: number }>();
  for (const source of sources.filter(({ path }) => path.startsWith('shop/'))) {
    for (const { initializer } of declarations(source)) {
      if (!initializer || !ts.isObjectLiteralExpression(initializer)) continue;
      const members = new Map(
        initializer.properties
          .filter(ts.isPropertyAssignment)
          .map((member) => [member.name.getText(), member.initializer]),
      );
      const name = members.get('name');
      if (!name || !ts.isStringLiteral(name) || !members.has('most') || !members.has('minutes')) continue;
      const [most, minutes] = ['most', 'minutes'].map((key) => product(members.get(key), source, name.text));
      found.set(name.text, { most, minutes });
    }
  }
  return found;
}
