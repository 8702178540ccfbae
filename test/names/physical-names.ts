import { referencesIn } from '../support/template-graph';
import type { CfnTemplate } from '../support/template-graph';

/** A name that a template gives to a resource: its place, as type and property, and its value. */
export interface GivenName {
  readonly id: string;
  readonly place: string;
  readonly value: unknown;
}

/** CloudFront keeps names inside its configurations. */
const NESTED = /Config$/;

/** Ids of existing resources: network, subnet, hosted zone. */
const EXISTING = /^((vpc|subnet|pl|sg|rtb)-[0-9a-f]+|Z[0-9A-Z]+)$/;

const NAME_LIKE = /(Name|Identifier|Id|Prefix|Alias)$/;

/**
 * Returns the properties that look like the name of a resource and are not references to another one. It does not
 * consider the effect of a property in CloudFormation, so that no new name is missed: each property is listed either
 * as a physical name or as something else.
 */
export function givenNames(template: CfnTemplate): GivenName[] {
  return Object.entries(template.Resources)
    .flatMap(([id, { Type, Properties = {} }]) =>
      namesIn(Properties).map(({ path, value }) => ({ id, place: `${Type}.${path}`, value })),
    )
    .filter(({ value }) => ![value].flat().every((name) => typeof name === 'string' && EXISTING.test(name)))
    .filter(({ value }) => ![...referencesIn(value)].some((reference) => reference in template.Resources));
}

function namesIn(properties: Record<string, unknown>): { path: string; value: unknown }[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    if (NAME_LIKE.test(key)) return [{ path: key, value }];
    if (!NESTED.test(key) || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return namesIn(value as Record<string, unknown>).map(({ path, value: inner }) => ({
      path: `${key}.${path}`,
      value: inner,
    }));
  });
}

/** The place in which a template is deployed. */
export interface Place {
  readonly region: string;
  readonly stackName: string;
  readonly uuid: string;
  readonly account?: string;
}

/** A name as CloudFormation would make it. */
export function evaluate(value: unknown, place: Place): string | string[] {
  if (Array.isArray(value)) return value.map((item) => text(item, place));
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, inner]] = Object.entries(value) as [string, never][];
  switch (intrinsic) {
    case 'Ref':
      return pseudo(inner, place);
    case 'Fn::Join':
      return (evaluate(inner[1], place) as string[]).join(inner[0]);
    case 'Fn::Split':
      return text(inner[1], place).split(inner[0]);
    case 'Fn::Sub':
      return substitute(inner, place);
    case 'Fn::Select':
      return (evaluate(inner[1], place) as string[])[inner[0]];
    default:
      throw new Error(`a name is made of ${intrinsic}`);
  }
}

function substitute(inner: string | [string, Record<string, unknown>], place: Place): string {
  const [template, variables] = typeof inner === 'string' ? [inner, {} as Record<string, unknown>] : inner;
  return template.replace(/\$\{([\w:]+)\}/g, (_, name: string) =>
    name in variables ? text(variables[name], place) : pseudo(name, place),
  );
}

function text(value: unknown, place: Place): string {
  const result = evaluate(value, place);
  if (typeof result !== 'string') throw new Error('a list where a text is expected');
  return result;
}

function pseudo(name: string, { region, stackName, uuid, account = '111111111111' }: Place): string {
  const values: Record<string, string> = {
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${uuid}`,
  };
  if (!(name in values)) throw new Error(`a name refers to ${name}`);
  return values[name];
}
