import * as ts from 'typescript';
import { literalsIn, Source } from './sources';

/** A name that is written as a literal, with its place. */
export interface WrittenName {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

/** A name that is written in both halves of the project. */
export interface DoubledName {
  readonly name: string;
  readonly src: string;
  readonly shop: string;
}

const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** Names that both halves write because a standard, a language or AWS defines them. */
export const STANDARD_NAMES: Readonly<Record<string, string>> = {
  'retry-after': 'header of HTTP (RFC 9110)',
  'text/plain': 'media type (RFC 2046)',
  'events.amazonaws.com': 'principal of EventBridge',
  'elasticloadbalancing.amazonaws.com': 'principal of the load balancer',
  MAX_SAFE_INTEGER: 'constant of JavaScript',
};

/** Forms of names that two programs share. Ordinary words and sentences have none of these forms. */
const FORMS: readonly RegExp[] = [
  VARIABLE,
  // Event kinds: order.paid
  /^[a-z][a-z_]*(\.[a-z][a-z_]*)+$/,
  // Metrics and construct ids: OrderProcessing
  /^([A-Z][a-z0-9]+){2,}$/,
  // Keys: orderProcessing
  /^[a-z]+([A-Z][a-z0-9]+)+$/,
  // Headers, functions and bundles: x-shop-viewer-address
  /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+$/,
  // Paths and prefixes: /api/orders, media/
  /^(?=.*\w)[\w.*{}:-]*\/[\w./*{}:-]*$/,
];

/** True for a text with the form of a name that two programs share. */
export function isNameLike(text: string): boolean {
  return FORMS.some((form) => form.test(text));
}

/** Returns the names of the contract that are not ordinary words. */
export function contractNames(contract: readonly Source[]): string[] {
  const texts = contract.flatMap((source) => [...literalsIn(source).keys()]);
  return [...new Set(texts)].filter((text) => /^\S+$/.test(text) && (/[A-Z].*[A-Z]/.test(text) || isNameLike(text)));
}

/** Returns names of the contract that a source repeats as a literal, as a key, or as a word of a longer text. */
export function copiesIn(sources: readonly Source[], names: readonly string[]): WrittenName[] {
  const patterns = names.map((name) => [name, patternOf(name)] as const);
  return sources.flatMap((source) =>
    [...textsIn(source)].flatMap(([text, line]) => {
      const found = names.includes(text) ? [[text]] : patterns.filter(([, pattern]) => pattern.test(text));
      return found.map(([name]) => ({ name, path: source.path, line }));
    }),
  );
}

/** Returns texts with the form of a name that both halves write. */
export function doubledNames(src: readonly Source[], shop: readonly Source[]): DoubledName[] {
  const [ours, theirs] = [placesOf(src), placesOf(shop)];
  return [...ours].flatMap(([name, place]) => {
    const other = theirs.get(name);
    return other === undefined ? [] : [{ name, src: place, shop: other }];
  });
}

function placesOf(sources: readonly Source[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const source of sources) {
    for (const [text, line] of textsIn(source)) {
      if (isNameLike(text) && !places.has(text)) places.set(text, `${source.path}:${line}`);
    }
  }
  return places;
}

/** Literals, patterns, and environment variables that are written as keys: `env.SHOP_URL`, `{ SHOP_URL: url }`. */
function textsIn(source: Source): Map<string, number> {
  const found = literalsIn(source);
  const visit = (node: ts.Node): void => {
    const text = ts.isRegularExpressionLiteral(node) ? node.text : variableIn(node);
    if (text !== undefined && !found.has(text)) {
      found.set(text, source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

function variableIn(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) && !ts.isPropertyAssignment(node)) return undefined;
  return ts.isIdentifier(node.name) && VARIABLE.test(node.name.text) ? node.name.text : undefined;
}

/** Returns texts with a name: variables, headers and event kinds as a word of a sentence, paths as a beginning. */
function patternOf(name: string): RegExp {
  const text = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (VARIABLE.test(name) || /^x-|^[a-z_]+\.[a-z_]+$/.test(name)) return new RegExp(`(?<![\\w.-])${text}(?![\\w-])`);
  if (name.endsWith('/')) return new RegExp(`^${text}`);
  return name.startsWith('/') ? new RegExp(`^${text}(?![\\w-])`) : new RegExp(`^${text}$`);
}
