import type { Resource, ResourceTemplate } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';

/** What runs all day long, and so decides where energy is used. */
const ALWAYS_ON = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::ECS::Service',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::ElastiCache::ReplicationGroup',
];

/** The Region is one that the team has found to have little carbon, or the reason against it is written down. */
export const regionChoiceRecorded: Rule = {
  name: 'RegionChoiceRecorded',
  practice: 'SUS01-BP01',
  also: ['COST07-BP02'],
  level: 'info',
  requirement:
    'The workload runs in one of the Regions that the team has chosen for their energy, or the reason for another one is recorded.',
  why: 'The same shop emits a multiple in a Region whose grid burns coal, and moving a shop later costs far more than choosing well at the start.',
  fix:
    'Deploy the stack to one of `thresholds.lowCarbonRegions` (`env.region` of the stack), or acknowledge this rule with what keeps the shop where it is, ' +
    'such as the distance to its customers or where their data may be kept.',
  docs: 'https://aws.amazon.com/blogs/architecture/how-to-select-a-region-for-your-workload-based-on-sustainability-goals/',
  check: (workload, { thresholds: { lowCarbonRegions } }) =>
    lowCarbonRegions.length === 0
      ? []
      : heaviest(workload).map((resource) => {
          const { region } = resource.template.source;
          const state = region === undefined ? 'undetermined' : lowCarbonRegions.includes(region);
          return found(
            resource,
            state,
            `one of ${lowCarbonRegions.join(', ')}`,
            region ?? 'known at the deployment only',
          );
        }),
};

/** One resource of each stack; functions count only where nothing else runs, as those of CloudFront stand in us-east-1 whatever anybody prefers. */
function heaviest(workload: Workload): Resource[] {
  const alwaysOn = workload.ofType(...ALWAYS_ON);
  const first = new Map<ResourceTemplate, Resource>();
  for (const resource of alwaysOn.length > 0 ? alwaysOn : workload.ofType('AWS::Lambda::Function')) {
    if (!first.has(resource.template)) first.set(resource.template, resource);
  }
  return [...first.values()];
}
