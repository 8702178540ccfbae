import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** One thing that a security group lets in, as it is written there or beside it. */
export interface WrittenIngress {
  readonly resource: Resource;
  readonly property: string;
  readonly group: Resource | undefined;

  /** What it may be: a condition may stand around it. */
  readonly rules: readonly Possible[];

  /** Tells the rules of one group apart. */
  readonly item?: string;
}

const INLINE = 'SecurityGroupIngress';

/** Where a rule may name ranges of addresses. */
export const RANGES = ['CidrIp', 'CidrIpv6'];

/** A prefix list stands for ranges that somebody else keeps. */
export const LIST = 'SourcePrefixListId';

/** No owner has a network as wide as this: what is wider is the internet, in one piece or in two. */
const WIDEST = 8;
const WIDEST_6 = 16;

/** `0.0.0.0/0`, `::/0`, `128.0.0.0/1` */
export function isInternet(range: unknown): boolean {
  const [address, bits] = String(range).split('/');
  return bits !== undefined && Number(bits) < (address.includes(':') ? WIDEST_6 : WIDEST);
}

/** Who is let in. */
export function sourceIn(rule: Readonly<Record<string, unknown>>): string | undefined {
  return [...RANGES, LIST, 'SourceSecurityGroupId', 'SourceSecurityGroupName'].find((key) => rule[key] !== undefined);
}

export function ingressIn(workload: Workload): WrittenIngress[] {
  const inline = workload.ofType('AWS::EC2::SecurityGroup').flatMap((resource) =>
    resource.values(INLINE).flatMap(({ known, value }): WrittenIngress[] => {
      const written = { resource, group: resource, property: `Properties.${INLINE}` };
      if (!known) return [{ ...written, rules: [{ known, value }] }];
      return !Array.isArray(value)
        ? []
        : value.map((rule: unknown, index) => ({
            ...written,
            property: `${written.property}.${index}`,
            rules: possibleValues(resource.template, rule),
            item: nameOf(rule),
          }));
    }),
  );
  const beside = workload.ofType('AWS::EC2::SecurityGroupIngress').map((resource): WrittenIngress => ({
    resource,
    property: `Properties.${sourceIn(resource.properties) ?? 'GroupId'}`,
    group: workload.follow(resource, resource.raw('GroupId')),
    rules: [{ known: true, value: resource.properties }],
  }));
  return [...inline, ...beside];
}

/** `0.0.0.0/0:tcp:443` */
function nameOf(rule: unknown): string {
  if (!isRecord(rule)) return textOf(rule);
  const { FromPort: from, ToPort: to, IpProtocol: protocol } = rule;
  const ports = from === undefined ? [] : [from === to ? textOf(from) : `${textOf(from)}-${textOf(to)}`];
  return [textOf(rule[sourceIn(rule) ?? '']), textOf(protocol), ...ports].join(':');
}
