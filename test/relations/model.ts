import type { Example } from '../support/example';
import { ofType, referencesIn } from '../support/template-graph';
import type { CfnResourceDefinition, CfnTemplate } from '../support/template-graph';

/** The templates that a row reads: that of the shop, and that of its support stack in us-east-1. */
export interface Model {
  readonly main: CfnTemplate;
  readonly support?: { readonly name: string; readonly region: string; readonly template: CfnTemplate };
}

/**
 * A row of the mission: a relation that must exist, and ways to remove it from the template, each of which breaks only
 * this row.
 */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly needsDomain?: boolean;
  readonly check: (model: Model) => void;
  readonly unlink: Readonly<Record<string, (model: Model) => void>>;
}

/** Stands for something outside of the architecture. */
export const ELSEWHERE = 'elsewhere';

export function modelOf({ main, support }: Example): Model {
  return structuredClone({ main: main.template, support });
}

export function must(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export interface Found {
  readonly id: string;
  // Tests read any content of the template.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly props: any;
  readonly resource: CfnResourceDefinition;
}

/** The resources of a type whose logical id contains the name of their construct. */
export function all(template: CfnTemplate, type: string, construct = ''): Found[] {
  return ofType(template, `AWS::${type}`)
    .filter(([id]) => id.includes(construct))
    .map(([id, resource]) => ({ id, resource, props: resource.Properties }));
}

/** The only one of them. */
export function one(template: CfnTemplate, type: string, construct = ''): Found {
  const found = all(template, type, construct);
  must(found.length === 1, `expected one ${type} ${construct}, found ${found.length}`);
  return found[0];
}

export function refersTo(value: unknown, { id }: Found): boolean {
  return referencesIn(value).has(id);
}

/** The resources of a type that a value refers to. */
export function targets(template: CfnTemplate, value: unknown, type: string): Found[] {
  const ids = referencesIn(value);
  return all(template, type).filter(({ id }) => ids.has(id));
}

/** The one resource of a type that a value refers to. */
export function target(template: CfnTemplate, value: unknown, type: string, what: string): Found {
  const found = targets(template, value, type);
  must(found.length === 1, `${what} must refer to one ${type}, refers to ${found.length}`);
  return found[0];
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
  Principal?: unknown;
}

/** Returns the permissions of a role: inline policies, separate policies, and managed policies of the template. */
export function statementsOf(template: CfnTemplate, role: Found): Statement[] {
  const own = (role.props.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  const beside = [...all(template, 'IAM::Policy'), ...all(template, 'IAM::ManagedPolicy')].filter(
    (policy) => refersTo(policy.props.Roles, role) || refersTo(role.props.ManagedPolicyArns, policy),
  );
  return [...own, ...beside.map(({ props }) => props)].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** The statement by which a role may do something to a resource. */
export function permission(template: CfnTemplate, role: Found, action: string, resource: Found): Statement {
  const found = statementsOf(template, role).find(
    (statement) =>
      statement.Effect === 'Allow' &&
      [statement.Action].flat().includes(action) &&
      refersTo(statement.Resource, resource),
  );
  must(found, `${role.id} must be allowed ${action} on ${resource.id}`);
  return found;
}

/** The role of a function. */
export function functionRole(template: CfnTemplate, construct: string): Found {
  return target(
    template,
    one(template, 'Lambda::Function', `Commerce${construct}Function`).props.Role,
    'IAM::Role',
    construct,
  );
}

/** The role of the servers: launch template, instance profile, role. */
export function serverRole(template: CfnTemplate): Found {
  const data = one(template, 'EC2::LaunchTemplate').props.LaunchTemplateData;
  const profile = target(template, data.IamInstanceProfile, 'IAM::InstanceProfile', 'the launch template');
  return target(template, profile.props.Roles, 'IAM::Role', profile.id);
}
