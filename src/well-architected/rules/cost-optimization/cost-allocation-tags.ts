import type { Resource } from '../../workload/resource';
import { isRecord, isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { assess, verify } from '../support/finding';
import type { Rule } from '../support/rule';

/**
 * Servers and snapshots get the tags of the resources that they are created from. `ResourceOwnerTags` checks the tags
 * of resources in templates.
 */
export const costAllocationTags: Rule = {
  name: 'CostAllocationTags',
  practice: 'COST03-BP02',
  also: ['OPS02-BP01'],
  level: 'warning',
  requirement:
    'Servers get the required tags of their Auto Scaling group, and snapshots get the tags of their database.',
  why:
    'Without tags the bill cannot assign servers and snapshots to the shop. Its cost is underestimated, and ' +
    'leftovers are not deleted because their owner is unknown.',
  fix:
    '`EcommerceArchitecture` sets both. In CloudFormation set `PropagateAtLaunch: true` on the tags of the group and ' +
    '`CopyTagsToSnapshot: true` on the database.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html',
  check: (workload, { requiredTags }) => [
    ...workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .flatMap((group) => tagFindings(workload, group, requiredTags)),
    ...primaryInstances(workload).map((database) =>
      verify(database, 'CopyTagsToSnapshot', { expected: 'true', holds: isTrue }),
    ),
  ],
};

function tagFindings(workload: Workload, group: Resource, required: readonly string[]): Finding[] {
  return group.list('Tags').flatMap((_, index) => {
    const path = `Tags.${index}`;
    const key = group.get(`${path}.Key`);
    if (typeof key !== 'string' || !required.includes(key) || isTaggedByTemplate(workload, group, key)) return [];
    return [
      assess(group, `Properties.${path}.PropagateAtLaunch`, group.values(`${path}.PropagateAtLaunch`), {
        expected: 'true',
        holds: isTrue,
        item: key,
      }),
    ];
  });
}

/** True when the launch template sets the tag on the servers. */
function isTaggedByTemplate(workload: Workload, group: Resource, key: string): boolean {
  return [...workload.references(group)]
    .filter(({ type }) => type === 'AWS::EC2::LaunchTemplate')
    .some((template) =>
      template.list('LaunchTemplateData.TagSpecifications').some((_, index) => {
        const path = `LaunchTemplateData.TagSpecifications.${index}`;
        return (
          template.get(`${path}.ResourceType`) === 'instance' &&
          template.list(`${path}.Tags`).some((tag) => isRecord(tag) && tag.Key === key)
        );
      }),
    );
}
