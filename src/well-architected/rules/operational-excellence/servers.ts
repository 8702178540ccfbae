import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

const TEMPLATE_PATHS = ['LaunchTemplate', 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification'];

/** A launch template, and the groups that start servers from it. */
export interface Fleet {
  readonly launchTemplate: Resource;
  readonly groups: readonly Resource[];
}

/** Launch templates that a group starts servers from; others belong to services that bring role and agent of their own. */
export function fleetsOf(workload: Workload): Fleet[] {
  const fleets = new Map<Resource, Resource[]>();
  for (const group of workload.ofType('AWS::AutoScaling::AutoScalingGroup')) {
    const [launchTemplate] = TEMPLATE_PATHS.flatMap((path) => ['LaunchTemplateId', 'LaunchTemplateName'].map((key) => `${path}.${key}`))
      .flatMap((path) => workload.follow(group, group.raw(path)) ?? []);
    if (launchTemplate) fleets.set(launchTemplate, [...fleets.get(launchTemplate) ?? [], group]);
  }
  return [...fleets].map(([launchTemplate, groups]) => ({ launchTemplate, groups }));
}
