import type { Resource } from '../../workload/resource';
import { listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/** What costs money or is kept for nothing when nobody refers to it; with the property by which it is of use all the same. */
const ASSETS: Record<string, string | undefined> = {
  'AWS::EC2::EIP': 'InstanceId',
  'AWS::EC2::Volume': undefined,
  'AWS::ElasticLoadBalancingV2::TargetGroup': undefined,
  'AWS::EC2::SecurityGroup': undefined,
  'AWS::KMS::Key': undefined,
  // Services and agents write by name (`/aws/rds/…`, `aws-waf-logs-…`); a name that CloudFormation makes up is known to nobody outside.
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** Nothing is left over from what was removed. */
export const noUnusedAssets: Rule = {
  name: 'NoUnusedAssets',
  practice: 'SUS02-BP03',
  also: ['COST04-BP03'],
  level: 'warning',
  requirement: 'Every address, volume, target group, security group, key and log group is used by something.',
  why: 'What is left over is paid month after month, and in an incident somebody has to find out that it has nothing to do with it.',
  fix: 'Remove the resource, refer to it where it is meant to be used, or name it in an output when something outside of the app uses it.',
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

/** A rule of a security group is a part of the group: it does not say that anybody is in it. */
function isOwnRule(workload: Workload, rule: Resource, group: Resource): boolean {
  return (
    /^AWS::EC2::SecurityGroup(Ingress|Egress)$/.test(rule.type) && workload.follow(rule, rule.raw('GroupId')) === group
  );
}

/** What outputs, configuration in metadata (cfn-init) and dependencies name. */
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
