import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** One ingress rule of a security group, inline or as a separate resource. */
export interface WrittenIngress {
  readonly resource: Resource;
  readonly property: string;
  readonly group: Resource | undefined;

  /** Alternatives of the rule, of which the deployment will use one. */
  readonly rules: readonly Possible[];

  /** Distinguishes the rules of one group. */
  readonly item?: string;
}

const INLINE = 'SecurityGroupIngress';

/** Properties of a rule that name address ranges. */
export const RANGES = ['CidrIp', 'CidrIpv6'];

/** Property that names a prefix list, whose ranges its owner maintains. */
export const LIST = 'SourcePrefixListId';

/** Shortest prefixes of a private network. A wider range is the internet, in one piece or in two. */
const WIDEST = 8;
const WIDEST_6 = 16;

/** True for ranges such as `0.0.0.0/0`, `::/0` and `128.0.0.0/1`. */
export function isInternet(range: unknown): boolean {
  const [address, bits] = String(range).split('/');
  return bits !== undefined && Number(bits) < (address.includes(':') ? WIDEST_6 : WIDEST);
}

/** Returns the property of a rule that names its source. */
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

/** Returns the name of a rule in findings, such as `0.0.0.0/0:tcp:443`. */
function nameOf(rule: unknown): string {
  if (!isRecord(rule)) return textOf(rule);
  const { FromPort: from, ToPort: to, IpProtocol: protocol } = rule;
  const ports = from === undefined ? [] : [from === to ? textOf(from) : `${textOf(from)}-${textOf(to)}`];
  return [textOf(rule[sourceIn(rule) ?? '']), textOf(protocol), ...ports].join(':');
}
