import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { requireMatch } from '../core/validation';

/**
 * The ids of the managed prefix list `com.amazonaws.global.cloudfront.origin-facing`, by Region. AWS assigns them and
 * does not change them; sources and dates are in docs/decisions.
 */
export const PREFIX_LISTS: Readonly<Record<string, string>> = {
  'af-south-1': 'pl-c0aa4fa9',
  'ap-east-1': 'pl-14b2577d',
  'ap-northeast-1': 'pl-58a04531',
  'ap-northeast-2': 'pl-22a6434b',
  'ap-northeast-3': 'pl-31a14458',
  'ap-south-1': 'pl-9aa247f3',
  'ap-south-2': 'pl-0a25c3463226fcc61',
  'ap-southeast-1': 'pl-31a34658',
  'ap-southeast-2': 'pl-b8a742d1',
  'ap-southeast-3': 'pl-bca247d5',
  'ap-southeast-4': 'pl-0fb7e7cfe038ae0e9',
  'ca-central-1': 'pl-38a64351',
  'ca-west-1': 'pl-0530d4c590b35122b',
  'eu-central-1': 'pl-a3a144ca',
  'eu-central-2': 'pl-00b37293991dbe6a8',
  'eu-north-1': 'pl-fab65393',
  'eu-south-1': 'pl-1bbc5972',
  'eu-south-2': 'pl-052dcbe0f793f19da',
  'eu-west-1': 'pl-4fa04526',
  'eu-west-2': 'pl-93a247fa',
  'eu-west-3': 'pl-75b1541c',
  'il-central-1': 'pl-0dd89524416301988',
  'me-central-1': 'pl-05266a86378662c23',
  'me-south-1': 'pl-17b2577e',
  'sa-east-1': 'pl-5da64334',
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-1': 'pl-4ea04527',
  'us-west-2': 'pl-82a045eb',
};

const KEY = 'OriginFacing';

/** Validates the form of the id. */
export function requirePrefixListId(given: string | undefined): void {
  requireMatch(
    'edge.originPrefixListId',
    given,
    /^pl-[0-9a-f]{8,17}$/,
    'the id of a prefix list',
    'write it as pl-0123456789abcdef0',
  );
}

/**
 * Validates the id, and requires one for a known Region that is not in the table.
 *
 * @param scope - a construct in the shop's stack, whose Region is looked up in the table
 * @param given - the option `edge.originPrefixListId`
 */
export function validateOriginPrefixList(scope: IConstruct, given: string | undefined): void {
  requirePrefixListId(given);
  const { region } = Stack.of(scope);
  if (given === undefined && !Token.isUnresolved(region) && !PREFIX_LISTS[region]) {
    throw new Error(
      `\`edge.originPrefixListId\` must be given in the Region ${region}, which is not in the construct's table of ` +
        'prefix lists, got nothing: look up `com.amazonaws.global.cloudfront.origin-facing` under "Managed prefix ' +
        'lists" in the VPC console, and set the option to its id',
    );
  }
}

/**
 * Returns the id of the prefix list: the given one, that of the Region, or a lookup at deployment for an unknown
 * Region.
 *
 * @param scope - becomes the parent of the mapping for an unknown Region
 * @param given - the validated option `edge.originPrefixListId`
 */
export function originPrefixList(scope: Construct, given: string | undefined): string {
  const { region } = Stack.of(scope);
  if (given !== undefined) return given;
  if (!Token.isUnresolved(region)) return PREFIX_LISTS[region];
  const mapping = Object.fromEntries(Object.entries(PREFIX_LISTS).map(([name, id]) => [name, { [KEY]: id }]));
  return new CfnMapping(scope, 'OriginPrefixLists', { mapping }).findInMap(Aws.REGION, KEY);
}
