import { plain, plainName } from './plain-names';
import { all, statementsOf, targets } from '../relations/model';
import type { Statement } from '../relations/model';
import type { CfnTemplate } from '../support/template-graph';

/** By role: what it is, and by resource the actions that it may take there. */
export type Permissions = Record<string, Record<string, string>>;

const list = (value: unknown): unknown[] => [value ?? []].flat();

/** Everything that each role of a template may do, as text. */
export function permissions(template: CfnTemplate): Permissions {
  return Object.fromEntries(
    all(template, 'IAM::Role').map((role) => {
      const trusts = (role.props.AssumeRolePolicyDocument.Statement as Statement[]).map(
        ({ Principal, Condition }) =>
          `${list(Object.values(Principal as object))
            .map(plain)
            .join(' ')}${suffix(Condition)}`,
      );
      // Those of AWS; a policy of the template is read instead of named.
      const managed = list(role.props.ManagedPolicyArns)
        .filter((arn) => targets(template, arn, 'IAM::ManagedPolicy').length === 0)
        .map((arn) => plain(arn).replace(/^.*policy\//, ''));
      return [
        plainName(role.id),
        {
          'assumed by': trusts.join(' '),
          ...(managed.length > 0 ? { managed: managed.sort().join(' ') } : {}),
          ...byResource(statementsOf(template, role)),
        },
      ];
    }),
  );
}

function byResource(statements: Statement[]): Record<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { Effect, Action, Resource, Condition, ...others } of statements) {
    const surprises = Object.keys(others).filter((key) => key !== 'Sid');
    for (const resource of list(Resource)) {
      const prefix = Effect === 'Allow' ? '' : `${Effect} `;
      const key = `${prefix}${[plain(resource), ...surprises].join(' ')}${suffix(Condition)}`;
      found.set(key, new Set([...(found.get(key) ?? []), ...list(Action).map(String)]));
    }
  }
  return Object.fromEntries([...found].map(([resource, actions]) => [resource, [...actions].sort().join(' ')]));
}

/** `{ StringEquals: { 'kms:ViaService': x } }` as ` if kms:ViaService StringEquals x`. */
function suffix(condition: unknown): string {
  if (condition === undefined) return '';
  const tests = Object.entries(condition as Record<string, Record<string, unknown>>).flatMap(([operator, values]) =>
    Object.entries(values).map(([key, value]) => `${key} ${operator} ${plain(value)}`),
  );
  return ` if ${tests.join(' and ')}`;
}
