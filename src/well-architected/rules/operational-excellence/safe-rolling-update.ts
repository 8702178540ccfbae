import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, judge, show } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, stateOf } from '../support/verdict';

const ROLLING = 'UpdatePolicy.AutoScalingRollingUpdate';
const REPLACING = 'UpdatePolicy.AutoScalingReplacingUpdate.WillReplace';

/** Services that replace the servers of a group by their own rules. */
const DEPLOYED_BY = ['AWS::CodeDeploy::DeploymentGroup'];
const MANAGED_BY = ['AWS::ECS::CapacityProvider'];

/** A release reaches the servers a few at a time, and stops when one does not come up. */
export const safeRollingUpdate: Rule = {
  name: 'SafeRollingUpdate',
  practice: 'OPS06-BP03',
  also: ['REL08-BP05'],
  level: 'warning',
  requirement: 'A deployment replaces servers in turn, keeps some in service and waits until the new ones answer.',
  why: 'A deployment that takes all servers at once is an outage, and one that does not wait puts a broken release on every server before anybody sees it.',
  fix:
    "Servers of `EcommerceArchitecture` are replaced like that; `web.releaseWatch` sets how long each is watched. In CloudFormation the group's " +
    '`UpdatePolicy.AutoScalingRollingUpdate` with `MinInstancesInService` of at least 1 and `WaitOnResourceSignals: true`, or a CodeDeploy deployment group.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html',
  check: (workload) => [
    ...workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((group) => groupFindings(workload, group)),
    ...workload.ofType('AWS::Lambda::Alias').flatMap(aliasFindings),
  ],
};

function groupFindings(workload: Workload, group: Resource): Finding[] {
  const around = [...workload.referrers(group)].map(({ type }) => type);
  if (around.some((type) => MANAGED_BY.includes(type))) return [];
  if (around.some((type) => DEPLOYED_BY.includes(type))) {
    return [found(group, true, 'an update in turn', 'deployed by CodeDeploy', { property: ROLLING })];
  }
  const replaces = anyOf(
    group.attributeValues(REPLACING).map(({ known, value }) => (known ? isTrue(value) : undefined)),
  );
  if (replaces !== false) {
    return [found(group, stateOf(replaces), 'a new group beside the old one', show(replaces), { property: REPLACING })];
  }
  if (isAbsent(group)) return [found(group, false, 'an update in turn', 'not set', { property: ROLLING })];
  return [
    judge(group, `${ROLLING}.MinInstancesInService`, group.attributeValues(`${ROLLING}.MinInstancesInService`), {
      expected: 'at least 1',
      holds: (value) => numberOf(value) >= 1,
      item: 'MinInstancesInService',
    }),
    waitFinding(group),
  ];
}

function isAbsent(group: Resource): boolean {
  return group.attributeValues(ROLLING).every(({ known, value }) => known && value === undefined);
}

/** For a signal of each new server, or at least for a while. */
function waitFinding(group: Resource): Finding {
  const signals = group
    .attributeValues(`${ROLLING}.WaitOnResourceSignals`)
    .map(({ known, value }) => (known ? isTrue(value) : undefined));
  const pauses = group
    .attributeValues(`${ROLLING}.PauseTime`)
    .map(({ known, value }) => (known ? isPause(value) : undefined));
  const actual = show(group.attributeValues(`${ROLLING}.PauseTime`)[0]?.value);
  return found(group, stateOf(anyOf([...signals, ...pauses])), 'a signal of each new server, or a pause', actual, {
    property: `${ROLLING}.PauseTime`,
    item: 'PauseTime',
  });
}

/** Any time but none at all, which is the default: `PT0S`. */
function isPause(value: unknown): boolean {
  return typeof value === 'string' && /[1-9]/.test(value);
}

/** An alias may just as well be a name only: it says something where its traffic is moved step by step. */
function aliasFindings(alias: Resource): Finding[] {
  const property = 'UpdatePolicy.CodeDeployLambdaAliasUpdate';
  const values = alias.attributeValues(property);
  return values.every(({ value }) => value === undefined)
    ? []
    : [judge(alias, property, values, { expected: 'moved by CodeDeploy', holds: Boolean })];
}
