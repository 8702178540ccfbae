import type { Resource, ResourceTemplate } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';

/** Types that run all day and so decide where energy is used. */
const ALWAYS_ON = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::ECS::Service',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::ElastiCache::ReplicationGroup',
];

/** The Region was chosen for low carbon emissions, or the reason for another one is recorded. */
export const regionChoiceRecorded: Rule = {
  name: 'RegionChoiceRecorded',
  practice: 'SUS01-BP01',
  also: ['COST07-BP02'],
  level: 'info',
  requirement:
    'The workload runs in one of the Regions that the team has chosen for low carbon emissions, or the reason for ' +
    'another one is recorded.',
  why:
    'The same shop causes several times the emissions in a Region whose power comes from coal. Moving a shop later ' +
    'costs far more than a good choice at the start.',
  fix:
    'Deploy the stack to one of `thresholds.lowCarbonRegions` (`env.region` of the stack), or acknowledge this rule ' +
    'with the reason for the current Region, such as the distance to customers or laws about their data.',
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

/**
 * Returns one resource of each stack. Functions count only where nothing else runs, because functions of CloudFront are
 * always in us-east-1.
 */
function heaviest(workload: Workload): Resource[] {
  const alwaysOn = workload.ofType(...ALWAYS_ON);
  const first = new Map<ResourceTemplate, Resource>();
  for (const resource of alwaysOn.length > 0 ? alwaysOn : workload.ofType('AWS::Lambda::Function')) {
    if (!first.has(resource.template)) first.set(resource.template, resource);
  }
  return [...first.values()];
}
