import { identityStatements } from '../../workload/queries';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/**
 * Returns the statements of the policies of a role, as far as they are in the workload.
 *
 * @param workload - policies in related stacks are not read
 */
export function statementsOfRole(workload: Workload, role: Resource): Statement[] {
  return identityStatements(workload).filter(
    ({ resource }) =>
      resource === role ||
      workload.references(role).has(resource) ||
      workload.mentions(resource, [resource.raw('Roles'), resource.raw('RoleName')]).has(role),
  );
}

/**
 * True when an action of a policy equals this one or includes it by a wildcard.
 *
 * @param pattern - action of a policy, which may contain `*` and `?`; a token includes nothing
 */
export function includesAction(pattern: unknown, action: string): boolean {
  return (
    typeof pattern === 'string' &&
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
      'i',
    ).test(action)
  );
}
