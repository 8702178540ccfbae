import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, assess, show } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, stateOf } from '../support/verdict';

const ROLLING = 'UpdatePolicy.AutoScalingRollingUpdate';
const REPLACING = 'UpdatePolicy.AutoScalingReplacingUpdate.WillReplace';

/** Services that replace the servers of a group by other means. */
const DEPLOYED_BY = ['AWS::CodeDeploy::DeploymentGroup'];
const MANAGED_BY = ['AWS::ECS::CapacityProvider'];

/** A release replaces the servers a few at a time, and stops when a new server does not start. */
export const safeRollingUpdate: Rule = {
  name: 'SafeRollingUpdate',
  practice: 'OPS06-BP03',
  also: ['REL08-BP05'],
  level: 'warning',
  requirement: 'A deployment replaces servers in turn, keeps some in service and waits until the new ones respond.',
  why:
    'A deployment that replaces all servers at once is an outage. One that does not wait installs a broken release ' +
    'on every server before anyone notices.',
  fix:
    'Servers of `EcommerceArchitecture` are replaced in this way; `web.releaseWatch` sets how long each new server ' +
    'is watched. In CloudFormation set `UpdatePolicy.AutoScalingRollingUpdate` of the group with ' +
    '`MinInstancesInService` of at least 1 and `WaitOnResourceSignals: true`, or use a CodeDeploy deployment group.',
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
    assess(group, `${ROLLING}.MinInstancesInService`, group.attributeValues(`${ROLLING}.MinInstancesInService`), {
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

/** The deployment waits for a signal of each new server, or at least pauses. */
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

/** True for any duration but the default, `PT0S`. */
function isPause(value: unknown): boolean {
  return typeof value === 'string' && /[1-9]/.test(value);
}

/** An alias may be only a name. It is assessed where CodeDeploy moves its traffic step by step. */
function aliasFindings(alias: Resource): Finding[] {
  const property = 'UpdatePolicy.CodeDeployLambdaAliasUpdate';
  const values = alias.attributeValues(property);
  return values.every(({ value }) => value === undefined)
    ? []
    : [assess(alias, property, values, { expected: 'moved by CodeDeploy', holds: Boolean })];
}
