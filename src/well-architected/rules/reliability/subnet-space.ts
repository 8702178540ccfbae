import type { Resource } from '../../workload/resource';
import { isTrue, numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found, verify } from '../support/finding';
import type { Finding } from '../support/finding';
import { ipRange, overlap } from '../support/ip-ranges';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

/** 251 addresses. The proxy of a large database alone uses more than a hundred. */
const LONGEST_PREFIX = 24;

/**
 * Properties in which servers, functions, databases and caches name their subnets. Subnets of gateways and load
 * balancers may be small.
 */
const USES: Record<string, string> = {
  'AWS::AutoScaling::AutoScalingGroup': 'VPCZoneIdentifier',
  'AWS::Lambda::Function': 'VpcConfig.SubnetIds',
  'AWS::RDS::DBSubnetGroup': 'SubnetIds',
  'AWS::ElastiCache::SubnetGroup': 'SubnetIds',
};

/** The network has addresses for growth. */
export const subnetSpace: Rule = {
  name: 'SubnetSpace',
  practice: 'REL02-BP03',
  level: 'info',
  requirement:
    'Each subnet of servers, functions, databases and caches has at least a /24 of addresses that no other subnet of ' +
    'the VPC uses.',
  why:
    'A subnet without free addresses stops scaling, failover and deployments in its zone, and it cannot be enlarged ' +
    'later.',
  fix:
    'Set `network.cidr` to a range of /16, or reduce `network.availabilityZones`. In CloudFormation set `CidrBlock` ' +
    'of the subnet.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
  check: (workload) =>
    usedSubnets(workload).flatMap((subnet) => [sizeFinding(subnet), overlapFinding(workload, subnet)]),
};

function usedSubnets(workload: Workload): Resource[] {
  const used = Object.entries(USES).flatMap(([type, path]) =>
    workload.ofType(type).flatMap((user) => [...workload.mentions(user, user.raw(path))]),
  );
  return workload
    .ofType('AWS::EC2::Subnet')
    .filter((subnet) => used.includes(subnet) && !isTrue(subnet.get('Ipv6Native')));
}

function sizeFinding(subnet: Resource): Finding {
  const expected = `/${LONGEST_PREFIX} or larger`;
  const item = 'Size';
  if (subnet.raw('CidrBlock') === undefined) {
    return verify(subnet, 'Ipv4NetmaskLength', { item, expected, holds: (value) => numberOf(value) <= LONGEST_PREFIX });
  }
  return verify(subnet, 'CidrBlock', {
    item,
    expected,
    holds: (value) => (ipRange(value)?.prefix ?? Infinity) <= LONGEST_PREFIX,
  });
}

function overlapFinding(workload: Workload, subnet: Resource): Finding {
  const own = ipRange(subnet.get('CidrBlock'));
  const others = workload
    .anyOfType('AWS::EC2::Subnet')
    .filter((other) => other !== subnet && vpcOf(workload, other) === vpcOf(workload, subnet));
  const ranges = others.map((other) => ipRange(other.get('CidrBlock')));
  const clash = others.find((_, index) => own && ranges[index] && overlap(own, ranges[index]));
  const state: State = clash ? 'failing' : own && !ranges.includes(undefined) ? 'compliant' : 'undetermined';
  const options = { property: 'Properties.CidrBlock', item: 'Overlap' };
  return found(
    subnet,
    state,
    'a range that no other subnet of the VPC uses',
    clash ? `overlaps with ${clash.logicalId}` : 'its own',
    options,
  );
}

function vpcOf(workload: Workload, subnet: Resource): unknown {
  return workload.follow(subnet, subnet.raw('VpcId')) ?? textOf(subnet.raw('VpcId'));
}
