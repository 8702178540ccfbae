import * as ts from 'typescript';
import { Source } from './sources';

/** A place in a test whose result depends on the time of day or on how busy the machine is. */
export interface TimedPlace {
  readonly kind: TimedKind;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export type TimedKind = 'speed' | 'wall-clock span' | 'short deadline' | 'sleep';

/** A limit that only ends what hangs is at least this long, in milliseconds. */
const LONG_ENOUGH_MS = 30_000;

const CLOCK = /\b(Date|performance)\.now\(\)/;
const RELATIONS = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/**
 * Finds in a test or its support:
 * - speed: a measured time is expected to be below a limit shorter than half a minute; speed belongs in `bench/`;
 * - wall-clock span: `Date.now()` is compared with a time or a time is taken from it; the machine's clock may be set
 *   meanwhile, `performance.now()` is not;
 * - short deadline: less than half a minute for `until`, `eventually` or a whole test;
 * - sleep: a promise that resolves after some time, whatever has happened by then.
 */
export function timedPlacesIn({ path, tree }: Source): TimedPlace[] {
  const found: TimedPlace[] = [];
  const visit = (node: ts.Node): void => {
    const kind = kindOf(node);
    if (kind !== undefined) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      found.push({ kind, path, line, text: node.getText(tree) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function kindOf(node: ts.Node): TimedKind | undefined {
  if (ts.isBinaryExpression(node)) return isWallClockSpan(node) ? 'wall-clock span' : undefined;
  if (ts.isNewExpression(node)) return isSleep(node) ? 'sleep' : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  if (isSpeed(node)) return 'speed';
  return isShortDeadline(node) ? 'short deadline' : undefined;
}

function isWallClockSpan({ left, right, operatorToken: { kind }, parent }: ts.BinaryExpression): boolean {
  const [isLeft, isRight] = [left, right].map((side) => side.getText() === 'Date.now()');
  if (RELATIONS.has(kind)) return isLeft || isRight;
  // A moment before now is a date, and no span.
  const isDate = ts.isNewExpression(parent) && parent.expression.getText() === 'Date';
  return kind === ts.SyntaxKind.MinusToken && (isLeft || isRight) && !isDate;
}

function isSleep({ expression, arguments: given }: ts.NewExpression): boolean {
  return (
    expression.getText() === 'Promise' && /\bsetTimeout\((resolve|\(\) => resolve)/.test(given?.[0].getText() ?? '')
  );
}

function isSpeed({ expression, arguments: [limit] }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression) || !/^toBeLessThan(OrEqual)?$/.test(expression.name.text)) {
    return false;
  }
  return CLOCK.test(expression.expression.getText()) && isShort(limit);
}

function isShortDeadline({ expression, arguments: given }: ts.CallExpression): boolean {
  const name = expression.getText().split(/[.(]/)[0];
  return /^(until|eventually|test|it)$/.test(name) && isShort(given.at(2));
}

function isShort(limit: ts.Expression | undefined): boolean {
  return limit !== undefined && ts.isNumericLiteral(limit) && Number(limit.text.replaceAll('_', '')) < LONG_ENOUGH_MS;
}
