import { Fn, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const HASH = 8;
/** The first and the last group of the stack's UUID. */
const STACK_PART = 8 + 12;

/**
 * A physical name, only for resources for which CloudFormation demands one: prefix, hash of the construct path, part of the stack's id.
 * Two shops in a stack differ by the hash; one app in two Regions, or one path under two stack names, by the stack's id.
 *
 * @throws an error when the name would be longer than the service allows
 */
export function physicalName(scope: IConstruct, prefix: string, maxLength: number): string {
  const fixed = `${prefix}-${scope.node.addr.slice(-HASH)}`.toLowerCase();
  const length = fixed.length + STACK_PART;
  if (length > maxLength) {
    throw new Error(`the name prefix \`${prefix}\` makes a name of ${length} characters, expected at most ${maxLength}: use a shorter prefix`);
  }
  const uuid = Fn.split('-', Fn.select(2, Fn.split('/', Stack.of(scope).stackId)));
  return Fn.join('', [`${fixed}`, Fn.select(0, uuid), Fn.select(4, uuid)]);
}
