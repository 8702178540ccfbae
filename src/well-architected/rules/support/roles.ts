import { identityStatements } from '../../workload/queries';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** What a role may do, by the policies in the workload. */
export function statementsOfRole(workload: Workload, role: Resource): Statement[] {
  return identityStatements(workload).filter(
    ({ resource }) =>
      resource === role ||
      workload.references(role).has(resource) ||
      workload.mentions(resource, [resource.raw('Roles'), resource.raw('RoleName')]).has(role),
  );
}

/** Whether an action of a policy, which may hold wildcards, is or includes this one. */
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
