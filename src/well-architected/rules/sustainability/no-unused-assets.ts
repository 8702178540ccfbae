import type { Resource } from '../../workload/resource';
import { listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/**
 * Types that cost money, or are kept, even if nothing refers to them, with the property that shows a use without a
 * reference.
 */
const ASSETS: Record<string, string | undefined> = {
  'AWS::EC2::EIP': 'InstanceId',
  'AWS::EC2::Volume': undefined,
  'AWS::ElasticLoadBalancingV2::TargetGroup': undefined,
  'AWS::EC2::SecurityGroup': undefined,
  'AWS::KMS::Key': undefined,
  // Services and agents write to log groups by name (`/aws/rds/…`, `aws-waf-logs-…`). A generated name is known to none
  // of them.
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** No resource is left over from something that was removed. */
export const noUnusedAssets: Rule = {
  name: 'NoUnusedAssets',
  practice: 'SUS02-BP03',
  also: ['COST04-BP03'],
  level: 'warning',
  requirement: 'Every address, volume, target group, security group, key and log group is in use.',
  why:
    'Leftover resources cost money every month, and in an incident someone has to find out that they are not ' +
    'involved.',
  fix:
    'Remove the resource, refer to it where it is meant to be used, or name it in an output when something outside ' +
    'of the app uses it.',
  docs: 'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
  check: (workload) => {
    const named = namedBeside(workload);
    return Object.entries(ASSETS).flatMap(([type, property]) =>
      workload
        .ofType(type)
        .map((asset) =>
          named.has(asset) || isReferredTo(workload, asset) ? used(asset) : unreferenced(asset, property),
        ),
    );
  },
};

const EXPECTED = 'used by another resource or named in an output';

function used(asset: Resource): Finding {
  return found(asset, true, EXPECTED, 'used');
}

function unreferenced(asset: Resource, property: string | undefined): Finding {
  return property === undefined
    ? found(asset, false, EXPECTED, 'nothing refers to it')
    : verifyPresent(asset, property, EXPECTED);
}

function isReferredTo(workload: Workload, asset: Resource): boolean {
  return [...workload.referrers(asset)].some((referrer) => referrer !== asset && !isOwnRule(workload, referrer, asset));
}

/** A rule of a security group is a part of the group. It does not show that the group is used. */
function isOwnRule(workload: Workload, rule: Resource, group: Resource): boolean {
  return (
    /^AWS::EC2::SecurityGroup(Ingress|Egress)$/.test(rule.type) && workload.follow(rule, rule.raw('GroupId')) === group
  );
}

/** Returns the resources that are named in outputs, in configuration in metadata (cfn-init) and in dependencies. */
function namedBeside(workload: Workload): Set<Resource> {
  return new Set(
    workload.templates.flatMap((template) => [
      ...workload.mentions(template, template.section('Outputs')),
      ...[...template.resources.values()].flatMap(({ definition }) => [
        ...workload.mentions(template, definition.Metadata),
        ...listOf(definition.DependsOn).flatMap((id) => template.resources.get(String(id)) ?? []),
      ]),
    ]),
  );
}
