import { plain, plainName } from './plain-names';
import { ofType, referencesIn } from '../support/template-graph';
import type { CfnTemplate } from '../support/template-graph';

interface Ports {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** A rule of a security group: the group, whom it lets in or out, and by which ports. */
interface Rule extends Ports {
  readonly group: string;
  readonly peer: string;
  readonly peerIsGroup: boolean;
}

const ALL: Ports = { protocol: '-1', from: 0, to: 65535 };

/** CDK's rule for "no outbound traffic": an address and ports that do not exist. */
const NOTHING = '255.255.255.255/32';

/**
 * Returns the connections that security groups allow; both ends must allow one. Rules can be properties of the
 * group or separate resources. A group without an outbound rule has EC2's default one, which allows everything.
 */
export function reachability(template: CfnTemplate): string[] {
  const groups = ofType(template, 'AWS::EC2::SecurityGroup').map(([id]) => id);
  const incoming = rules(template, 'Ingress');
  const outgoing = [...rules(template, 'Egress')];
  for (const group of groups) {
    if (!outgoing.some((rule) => rule.group === group)) {
      outgoing.push({ ...ALL, group, peer: '0.0.0.0/0', peerIsGroup: false });
    }
  }
  const members = membersOf(template, groups);
  const edges = new Set<string>();
  const add = (froms: string[], tos: string[], ports: Ports) =>
    froms.forEach((from) => tos.forEach((to) => edges.add(`${from} -> ${to} ${show(ports)}`)));
  const inside = (group: string) => members.get(group) ?? [];

  for (const entry of incoming) {
    if (!entry.peerIsGroup) {
      add([entry.peer], inside(entry.group), entry);
      continue;
    }
    for (const exit of outgoing.filter(({ group }) => group === entry.peer)) {
      const ports = overlap(entry, exit);
      if (ports && (exit.peer === entry.group || !exit.peerIsGroup)) {
        add(inside(entry.peer), inside(entry.group), ports);
      }
    }
  }
  for (const exit of outgoing) {
    if (!exit.peerIsGroup && exit.peer !== NOTHING) add(inside(exit.group), [exit.peer], exit);
  }
  return [...edges].sort();
}

type Direction = 'Ingress' | 'Egress';

function rules(template: CfnTemplate, direction: Direction): Rule[] {
  const inline = ofType(template, 'AWS::EC2::SecurityGroup').flatMap(([group, { Properties }]) =>
    (Properties[`SecurityGroup${direction}`] ?? []).map((rule: unknown) => ({ group, rule })),
  );
  const beside = ofType(template, `AWS::EC2::SecurityGroup${direction}`).map(([, { Properties }]) => ({
    group: [...referencesIn(Properties.GroupId)][0],
    rule: Properties,
  }));
  return [...inline, ...beside].map(({ group, rule }) => toRule(group, rule, direction));
}

// Tests read any content of the template.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function toRule(group: string, rule: any, direction: Direction): Rule {
  const peerGroup = direction === 'Ingress' ? rule.SourceSecurityGroupId : rule.DestinationSecurityGroupId;
  const list = direction === 'Ingress' ? rule.SourcePrefixListId : rule.DestinationPrefixListId;
  const [peer] = peerGroup
    ? [...referencesIn(peerGroup)]
    : [list ? prefixList(list) : plain(rule.CidrIp ?? rule.CidrIpv6)];
  const anyPort = String(rule.IpProtocol) === '-1';
  return {
    group,
    peer,
    peerIsGroup: peerGroup !== undefined,
    protocol: String(rule.IpProtocol),
    from: anyPort ? ALL.from : Number(rule.FromPort),
    to: anyPort ? ALL.to : Number(rule.ToPort),
  };
}

/** A list of addresses by its id, or the map that holds its id for each Region. */
function prefixList(list: unknown): string {
  const map = (list as { 'Fn::FindInMap'?: [string] })['Fn::FindInMap'];
  return map ? plainName(map[0]) : plain(list);
}

/** True when a value refers to the security group. */
function membersOf(template: CfnTemplate, groups: string[]): Map<string, string[]> {
  const members = new Map<string, string[]>(groups.map((group) => [group, []]));
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type.startsWith('AWS::EC2::SecurityGroup')) continue;
    for (const reference of referencesIn(Properties)) members.get(reference)?.push(plainName(id));
  }
  return members;
}

function overlap(one: Ports, other: Ports): Ports | undefined {
  if (one.protocol !== other.protocol && one.protocol !== '-1' && other.protocol !== '-1') return undefined;
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  return from <= to ? { protocol: one.protocol === '-1' ? other.protocol : one.protocol, from, to } : undefined;
}

function show({ protocol, from, to }: Ports): string {
  if (protocol === '-1') return 'everything';
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
