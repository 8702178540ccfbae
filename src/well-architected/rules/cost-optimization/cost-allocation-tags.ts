import type { Resource } from '../../workload/resource';
import { isRecord, isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { judge, verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** Whether resources have the tags at all is judged with operations; this is about those that are made from them later. */
export const costAllocationTags: Rule = {
  name: 'CostAllocationTags',
  practice: 'COST03-BP02',
  also: ['OPS02-BP01'],
  level: 'warning',
  requirement: 'Servers get the required tags of their Auto Scaling group, and snapshots those of their database.',
  why: 'The bill lists servers and snapshots that belong to nobody, so the cost of the shop is known too low and nobody dares to delete what is left over.',
  fix: 'The construct does both; in CloudFormation `PropagateAtLaunch: true` on the tags of the group and `CopyTagsToSnapshot: true` on the database.',
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
      judge(group, `Properties.${path}.PropagateAtLaunch`, group.values(`${path}.PropagateAtLaunch`), {
        expected: 'true',
        holds: isTrue,
        item: key,
      }),
    ];
  });
}

/** A launch template may carry the tag for the servers itself. */
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
