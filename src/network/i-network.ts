import type { ISubnet, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/**
 * What the other rooms see of the network: one VPC with three tiers of subnets, each in every zone.
 *
 * @internal
 */
export interface INetwork {
  /** The VPC. */
  readonly vpc: IVpc;

  /** Load balancer and NAT gateways: reachable from the internet. */
  readonly publicSubnets: SubnetSelection;

  /** Servers and functions: they reach out through NAT, nobody reaches in. */
  readonly applicationSubnets: SubnetSelection;

  /** Database, proxy and cache: no way out, no way in but from the application tier. */
  readonly dataSubnets: SubnetSelection;

  /** The subnets of the application tier, for dependencies on their route to the internet. */
  readonly applicationTier: ISubnet[];
}
