import { Token } from 'aws-cdk-lib';
import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { invalid } from '../core/validation';

/** The id of the dummy VPC that `Vpc.fromLookup` returns until the CLI has looked up the real one. */
const NOT_YET_LOOKED_UP = 'vpc-12345';

const TIERS = [
  { name: 'public', of: (vpc: IVpc) => vpc.publicSubnets, fix: 'the load balancer needs a public subnet in two zones' },
  {
    name: 'private with egress',
    of: (vpc: IVpc) => vpc.privateSubnets,
    fix:
      'servers and functions reach AWS and the payment provider through NAT: add NAT gateways, and private subnets ' +
      'that route to them',
  },
  {
    name: 'isolated',
    of: (vpc: IVpc) => vpc.isolatedSubnets,
    fix: 'database and cache are in subnets without a route to the internet: add an isolated subnet in two zones',
  },
];

/** Requires an existing VPC to have all three tiers in two zones, as far as it is known at synthesis. */
export function requireTiers(vpc: IVpc): void {
  if (vpc.vpcId === NOT_YET_LOOKED_UP) return;
  for (const tier of TIERS) {
    const zones = zonesOf(tier.of(vpc));
    if (zones !== undefined && zones < 2) {
      invalid({
        prop: 'network.vpc',
        expected: `a VPC with ${tier.name} subnets in at least 2 Availability Zones`,
        got: zones,
        fix: tier.fix,
      });
    }
  }
}

/** Returns the number of zones of a tier, or undefined when a zone is a token. */
function zonesOf(subnets: ISubnet[]): number | undefined {
  const zones = new Set(subnets.map((subnet) => subnet.availabilityZone));
  return [...zones].some((zone) => Token.isUnresolved(zone)) ? undefined : zones.size;
}
