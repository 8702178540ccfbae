import { watchedMetrics } from '../../workload/queries';
import type { Statement } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, show } from '../support/finding';
import type { ServerFleet } from '../support/fleets';
import { fleetsOf } from '../support/fleets';
import { includesAction, statementsOfRole } from '../support/roles';
import type { Rule } from '../support/rule';
import { imageName } from '../support/servers';
import { anyOf, stateOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

/** AWS's policies that let the agent report metrics and logs. */
const AGENT_POLICY = new RegExp(
  ':iam::aws:policy/(' +
    'CloudWatchAgent(Server|Admin)Policy|CloudWatchFullAccess(V2)?|AdministratorAccess|' +
    'service-role/AmazonEC2RoleforSSM)$',
);
const AWS_POLICY = /:iam::aws:policy\//;
const NEEDED = ['cloudwatch:PutMetricData', 'logs:PutLogEvents'];
const AGENT = /cloudwatch-agent|AmazonCloudWatchAgent|AmazonCloudWatch-ManageAgent/i;

/** An image that AWS publishes contains the agent at most, and does not start it. */
const STOCK_IMAGE = /\/aws\/service\//;

/** Servers report metrics that EC2 cannot measure from outside. */
export const instanceTelemetryAgent: Rule = {
  name: 'InstanceTelemetryAgent',
  practice: 'OPS04-BP02',
  also: ['PERF02-BP03'],
  level: 'warning',
  requirement: 'Servers run the CloudWatch agent, and their role allows it to report metrics and logs.',
  why:
    'Memory, disk usage and log files are visible only inside the server. Without the agent a full disk looks like a ' +
    'slow shop, and the logs of a replaced server are lost.',
  fix:
    'The servers of `EcommerceArchitecture` run it. In CloudFormation give the role of the launch template ' +
    '`CloudWatchAgentServerPolicy`, and start the agent in `UserData` or with an `AWS::SSM::Association` of ' +
    '`AmazonCloudWatch-ManageAgent`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html',
  check: (workload) =>
    fleetsOf(workload).flatMap((fleet) => [permission(workload, fleet), configuration(workload, fleet)]),
};

function permission(workload: Workload, { launchTemplate }: ServerFleet): Finding {
  const path = 'LaunchTemplateData.IamInstanceProfile';
  const profile = listOf(launchTemplate.raw(`${path}.Arn`) ?? launchTemplate.raw(`${path}.Name`));
  const role = profile
    .flatMap((value) => workload.follow(launchTemplate, value) ?? [])
    .flatMap((made) => workload.follow(made, made.raw('Roles.0')) ?? []);
  const isAbsent = profile.length === 0 && launchTemplate.values(path).every(({ known }) => known);
  const verdict = isAbsent ? false : role.length === 0 ? undefined : mayReport(workload, role[0]);
  const actual = role.length === 0 ? show(profile[0]) : `the role ${role[0].logicalId}`;
  return found(launchTemplate, stateOf(verdict), 'a role that may put metrics and log events', actual, {
    property: `Properties.${path}`,
    item: 'Role',
  });
}

function mayReport(workload: Workload, role: Resource): Verdict {
  const hidden = role.values('ManagedPolicyArns').some(({ known }) => !known);
  const byName = role.list('ManagedPolicyArns').map((arn): Verdict => {
    const text = textOf(arn);
    return AGENT_POLICY.test(text) || (AWS_POLICY.test(text) || workload.follow(role, arn) ? false : undefined);
  });
  const own = statementsOfRole(workload, role);
  return anyOf([
    ...byName,
    hidden ? undefined : false,
    NEEDED.every((action) => own.some((statement) => allows(statement, action))),
  ]);
}

function allows({ effect, actions }: Statement, needed: string): boolean {
  return effect === 'Allow' && actions.some((action) => includesAction(action, needed));
}

function configuration(workload: Workload, { launchTemplate, groups }: ServerFleet): Finding {
  const start = textIn(launchTemplate.raw('LaunchTemplateData.UserData'));
  const associated = workload
    .anyOfType('AWS::SSM::Association')
    .some(({ properties }) => AGENT.test(JSON.stringify(properties)));
  const watched = watchedMetrics(workload).some(
    ({ alarm, namespace, dimensions }) =>
      namespace === 'CWAgent' && groups.some((group) => workload.mentions(alarm, dimensions).has(group)),
  );
  // Any other image, and any script from elsewhere, may start the agent. The template does not show that.
  const isStock =
    STOCK_IMAGE.test(imageName(launchTemplate, launchTemplate.raw('LaunchTemplateData.ImageId'))) &&
    !/s3:\/\/|https?:\/\//.test(start);
  const state = stateOf(AGENT.test(start) || associated || watched || (isStock ? false : undefined));
  return found(launchTemplate, state, 'the CloudWatch agent started', show(start), {
    property: 'Properties.LaunchTemplateData.UserData',
    item: 'Agent',
  });
}

/** Returns user data as text. In L1 constructs and handwritten templates it may be encoded. */
function textIn(userData: unknown): string {
  if (intrinsicOf(userData) === 'Fn::Base64') return textOf((userData as Record<string, unknown>)['Fn::Base64']);
  return typeof userData === 'string'
    ? Buffer.from(userData, 'base64').toString('utf8')
    : userData === undefined
      ? ''
      : textOf(userData);
}
