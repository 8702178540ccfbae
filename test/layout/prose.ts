import { createHash } from 'crypto';
import * as ts from 'typescript';
import { documentsIn, literalsIn } from './sources';
import type { Source } from './sources';

/** A place in a source, with its text. */
export interface Passage {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A doc comment and the declaration that it documents. */
export interface DocComment extends Passage {
  /** Path and dotted name of the declaration; the same in another checkout of the project. */
  readonly key: string;
}

/** An exported function with two or more parameters. */
export interface SharedFunction {
  readonly path: string;
  readonly name: string;
  /** Whether a `@param` says more than the parameter's name and type. */
  readonly documented: boolean;
}

export const MAXIMUM_COLUMNS = 120;

/** Opens of a doc comment that ask instead of saying what the thing is or does. */
const QUESTION = /^(what|whether|where|who|whose|how|which|why)\b/i;

/** Words for persons and possession that have a plainer form: no one, each, anonymous, own. */
const VAGUE =
  /\b((no|some|every|any)body|whoever|whomever|whatever|of (its|their|his|her|one's|our|your|the user's) own)\b/i;

const FILLERS = new Set(['a', 'an', 'the', 'of', 'to', 'for', 'its', 'this', 'that', 'is', 'which']);

/** Lines wider than the limit, except for lines with an address that cannot be broken. */
export function wideLines(path: string, text: string): Passage[] {
  return text
    .split('\n')
    .map((line, index) => ({ path, line: index + 1, text: line }))
    .filter((line) => line.text.length > MAXIMUM_COLUMNS && !/https?:\/\//.test(line.text));
}

/** Every doc comment of a source, in order. */
export function docCommentsIn({ path, tree }: Source): DocComment[] {
  const found = new Map<number, DocComment>();
  const visit = (node: ts.Node, names: readonly string[]): void => {
    const name = nameOf(node);
    const all = name === undefined ? names : [...names, name];
    for (const doc of ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)) {
      if (found.has(doc.pos)) continue;
      const line = tree.getLineAndCharacterOfPosition(doc.pos).line + 1;
      found.set(doc.pos, { path, line, text: plain(doc.getText(tree)), key: `${path}#${all.join('.')}` });
    }
    ts.forEachChild(node, (child) => visit(child, all));
  };
  visit(tree, []);
  return [...found.values()];
}

/** Every comment of a source, with the marks of the comment removed. */
export function commentsIn({ path, tree }: Source): Passage[] {
  const text = tree.text;
  const found = new Map<number, Passage>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    for (const { pos, end } of ranges) {
      const line = tree.getLineAndCharacterOfPosition(pos).line + 1;
      found.set(pos, { path, line, text: plain(text.slice(pos, end)) });
    }
    node.getChildren(tree).forEach(visit);
  };
  visit(tree);
  return [...found.values()];
}

/** Whether a doc comment opens with a question word. */
export function opensWithQuestion({ text }: Passage): boolean {
  return QUESTION.test(text);
}

/** Returns the vague words of a text, in lower case. */
export function vagueWordsIn(text: string): string[] {
  return [...text.replace(/\s+/g, ' ').matchAll(new RegExp(VAGUE, 'gi'))].map(([word]) => word.toLowerCase());
}

/** Every vague word in the comments and texts of the sources and in the documents. */
export function vagueIn(root: string, sources: readonly Source[]): Passage[] {
  const texts = sources.flatMap((source) => [
    ...commentsIn(source),
    // A text of one word is a name, such as that of the Unix account.
    ...[...literalsIn(source)]
      .filter(([text]) => /\s/.test(text.trim()))
      .map(([text, line]) => ({ path: source.path, line, text })),
  ]);
  const lines = documentsIn(root).flatMap(({ path, text }) =>
    text.split('\n').map((line, index) => ({ path, line: index + 1, text: line })),
  );
  return [...texts, ...lines].filter(({ text }) => vagueWordsIn(text).length > 0);
}

/** Exported functions with two or more parameters, declared or assigned to a constant. */
export function sharedFunctionsIn({ path, tree }: Source): SharedFunction[] {
  return tree.statements.filter(isExported).flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.parameters.length > 1) {
      return [{ path, name: statement.name?.text ?? '', documented: hasParam(statement) }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const isFunction = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
      if (!isFunction || initializer.parameters.length < 2) return [];
      return [{ path, name: name.getText(tree), documented: hasParam(statement) }];
    });
  });
}

/**
 * The same selection in every checkout that holds the same declarations.
 *
 * @param seed - any text; printed with the selection, so that it can be repeated
 * @param count - how many keys to choose, fewer when there are fewer
 */
export function chosen(keys: readonly string[], seed: string, count: number): string[] {
  const rank = (key: string) => createHash('sha256').update(`${seed}\n${key}`).digest('hex');
  return [...new Set(keys)]
    .map((key) => ({ key, rank: rank(key) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, count)
    .map(({ key }) => key);
}

function nameOf(node: ts.Node): string | undefined {
  const { name } = node as { readonly name?: ts.Node };
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

function plain(comment: string): string {
  return comment
    .replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
    .replace(/^\s*(\*|\/\/+)[ \t]?/gm, '')
    .trim();
}

function isExported(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function hasParam(node: ts.Node): boolean {
  return ts
    .getJSDocTags(node)
    .filter(ts.isJSDocParameterTag)
    .some((tag) => {
      const said = wordsOf(ts.getTextOfJSDocComment(tag.comment) ?? '');
      const parameter = parametersOf(node).find(({ name }) => name.getText() === tag.name.getText());
      const known = new Set(wordsOf(`${tag.name.getText()} ${parameter?.type?.getText() ?? ''}`));
      return said.some((word) => !known.has(word) && !FILLERS.has(word));
    });
}

function parametersOf(node: ts.Node): readonly ts.ParameterDeclaration[] {
  const found: ts.ParameterDeclaration[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isParameter(child)) found.push(child);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
