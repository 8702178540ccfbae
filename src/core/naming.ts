import { Fn, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const HASH = 8;
const UUID = 36;
/** The first and the last group of a UUID. */
const SHORT_UUID = 8 + 12;

/**
 * Returns a physical name, for the few resources for which CloudFormation requires one.
 *
 * The name consists of the prefix, a hash of the construct path, and the UUID in the stack's id, of which only the
 * first and the last group are used when the service allows no more. The hash distinguishes two shops in one stack; the
 * stack's id distinguishes one app in two Regions, and one construct path under two stack names.
 *
 * @param scope - the hash is that of its path
 * @param prefix - says what the resource is; written in lower case
 * @param maxLength - of the whole name, as the service documents it
 * @throws an error when the name would be longer than the service allows
 */
export function physicalName(scope: IConstruct, prefix: string, maxLength: number): string {
  const fixed = `${prefix}-${scope.node.addr.slice(-HASH)}`.toLowerCase();
  const whole = fixed.length + UUID <= maxLength;
  const length = fixed.length + (whole ? UUID : SHORT_UUID);
  if (length > maxLength) {
    throw new Error(
      `the name prefix \`${prefix}\` makes a name of ${length} characters, expected at most ${maxLength}: ` +
        'use a shorter prefix',
    );
  }
  const uuid = Fn.select(2, Fn.split('/', Stack.of(scope).stackId));
  if (whole) return Fn.join('', [fixed, uuid]);
  const groups = Fn.split('-', uuid);
  return Fn.join('', [fixed, Fn.select(0, groups), Fn.select(4, groups)]);
}
