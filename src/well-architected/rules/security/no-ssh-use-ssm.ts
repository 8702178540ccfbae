import type { Resource } from '../../workload/resource';
import { listOf, numberOf, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, assess, show, verify } from '../support/finding';
import { excludesInternet } from '../support/open-ingress';
import { statementsOfRole } from '../support/roles';
import type { Rule } from '../support/rule';
import type { Ingress } from '../support/security-groups';
import { ingressOf } from '../support/security-groups';
import type { ServerDefinition } from '../support/server-definitions';
import { serverDefinitions } from '../support/server-definitions';
import type { Verdict } from '../support/verdict';
import { verdictOf } from '../support/verdict';

/** Administrators reach servers through Systems Manager, and credentials of servers are protected by IMDSv2. */
export const noSshUseSsm: Rule = {
  name: 'NoSshUseSsm',
  practice: 'SEC06-BP03',
  level: 'error',
  requirement:
    'Servers have no SSH key and no open SSH port, are managed by Systems Manager, and issue credentials through ' +
    'IMDSv2 only.',
  why:
    'A leaked key opens every server and leaves no record of who used it. With IMDSv1 an attacker who makes the shop ' +
    'fetch a URL gets the credentials of the server.',
  fix:
    'The servers of `EcommerceArchitecture` comply; open a shell with `aws ssm start-session`. In CloudFormation ' +
    'remove `KeyName` and the ingress on port 22, add `AmazonSSMManagedInstanceCore` to the role, and set ' +
    '`MetadataOptions.HttpTokens: required`.',
  docs: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
  check: (workload) => {
    const servers = serverDefinitions(workload);
    const used = new Set(servers.flatMap(({ resource }) => [...workload.references(resource)]));
    const groups = workload.ofType('AWS::EC2::SecurityGroup').filter((group) => used.has(group));
    return [
      ...servers.flatMap((server) => [
        keyFinding(workload, server),
        ...metadataFindings(server),
        ...managementFindings(workload, server),
      ]),
      ...groups.flatMap((group) => portFindings(workload, group)),
    ];
  },
};

function keyFinding(workload: Workload, { resource, prefix }: ServerDefinition): Finding {
  const path = `${prefix}KeyName`;
  const values = resource
    .values(path)
    .map((possible): Possible =>
      workload.follow(resource, possible.value) ? { known: true, value: show(possible.value) } : possible,
    );
  return assess(resource, `Properties.${path}`, values, {
    expected: 'not set',
    holds: (name) => name === undefined || name === '',
    item: 'KeyName',
  });
}

function metadataFindings({ resource, prefix, isWhole }: ServerDefinition): Finding[] {
  const isSet = resource.raw(`${prefix}MetadataOptions`) !== undefined;
  if ((!isSet && !isWhole) || resource.get(`${prefix}MetadataOptions.HttpEndpoint`) === 'disabled') return [];
  const tokens = `${prefix}MetadataOptions.HttpTokens`;
  // The account or the image may require tokens where the template sets nothing.
  const level = resource.raw(tokens) === undefined ? 'warning' : undefined;
  return [
    verify(resource, tokens, {
      expected: 'required',
      holds: (value) => value === 'required',
      item: 'HttpTokens',
      level,
    }),
  ];
}

const CORE = 'AmazonSSMManagedInstanceCore';

/** A warning, because an account may enable Systems Manager by default, which no template shows. */
function managementFindings(workload: Workload, { resource, prefix, isWhole }: ServerDefinition): Finding[] {
  const property = `${prefix}IamInstanceProfile`;
  const given = resource.raw(property);
  if (given === undefined && !isWhole) return [];
  const isManaged = given === undefined ? false : isManagedBy(workload, [...workload.mentions(resource, given)]);
  const actual = given === undefined ? 'no role' : isManaged ? 'managed' : 'a role without that policy';
  return [
    found(resource, isManaged, `a role with ${CORE}`, actual, {
      property: `Properties.${property}`,
      item: CORE,
      level: 'warning',
    }),
  ];
}

function isManagedBy(workload: Workload, mentioned: readonly Resource[]): Verdict {
  const profile = mentioned.find(({ type }) => type === 'AWS::IAM::InstanceProfile');
  const role = profile && workload.follow(profile, profile.list('Roles')[0]);
  if (!role) return undefined;
  const policies = role.list('ManagedPolicyArns');
  if (policies.some((policy) => textOf(policy).includes(CORE)) || grantsSessions(workload, role)) return true;
  // The permissions of a policy that is in no template are unknown.
  return policies.every((policy) => textOf(policy).includes(':iam::aws:policy/') || workload.follow(role, policy))
    ? false
    : undefined;
}

function grantsSessions(workload: Workload, role: Resource): boolean {
  return statementsOfRole(workload, role).some(
    ({ effect, actions }) =>
      effect === 'Allow' && actions.some((action) => /^ssmmessages:(\*|createcontrolchannel)$/i.test(String(action))),
  );
}

const SSH = 22;

function portFindings(workload: Workload, group: Resource): Finding[] {
  const findings = ingressOf(workload, group)
    .flatMap(portFinding)
    .map((finding) =>
      workload.resources.includes(finding.resource) ? finding : { ...finding, resource: group, property: '' },
    );
  return findings.length > 0 ? findings : [found(group, true, 'no ingress on port 22', 'none', { item: 'Port22' })];
}

function portFinding(ingress: Ingress): Finding[] {
  const { resource, property, rule } = ingress;
  const all = verdictOf(possibleValues(resource.template, rule.IpProtocol), (protocol) => String(protocol) === '-1');
  const ends = [rule.FromPort, rule.ToPort].map((port) => possibleValues(resource.template, port));
  const isSsh = ends.every((values) => verdictOf(values, (port) => numberOf(port) === SSH));
  const isUnclear = !all && ends.flat().some(({ known }) => !known);
  const covers =
    all ||
    ends.every((values, end) =>
      verdictOf(values, (port) => (end === 0 ? numberOf(port) <= SSH : numberOf(port) >= SSH)),
    );
  const open = excludesInternet(ingress) === false;
  if (!isSsh && !isUnclear && !(covers && open)) return [];
  // The source is a jump host or an EC2 Instance Connect Endpoint, which needs no keys.
  const level = rule.SourceSecurityGroupId === undefined ? undefined : 'warning';
  const actual = show([
    rule.FromPort,
    rule.ToPort,
    ...listOf(rule.CidrIp ?? rule.CidrIpv6 ?? rule.SourcePrefixListId ?? rule.SourceSecurityGroupId),
  ]);
  return [
    found(resource, isSsh || (covers && open) ? 'failing' : 'undetermined', 'no ingress on port 22', actual, {
      property,
      item: 'Port22',
      level,
    }),
  ];
}
