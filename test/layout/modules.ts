import { posix } from 'path';
import * as ts from 'typescript';
import { Source } from './sources';

/** Returns the modules that a source imports in any form: paths from the root of the project, and names of packages. */
export function modulesIn({ path, tree }: Source): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierIn(node);
    if (specifier !== undefined) found.push(specifier.startsWith('.') ? resolved(path, specifier) : specifier);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function resolved(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier);
}

function specifierIn(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
  return loads ? textOf(node.arguments.at(0)) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
