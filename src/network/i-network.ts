import type { ISubnet, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/**
 * The network as other rooms use it: one VPC with three tiers of subnets in every Availability Zone.
 *
 * @internal
 */
export interface INetwork {
  /** The VPC. */
  readonly vpc: IVpc;

  /** The subnets of the load balancer and the NAT gateways, with a route to and from the internet. */
  readonly publicSubnets: SubnetSelection;

  /** The subnets of servers and functions, which reach the internet through NAT and are not reachable from it. */
  readonly applicationSubnets: SubnetSelection;

  /** The subnets of database, proxy and cache, without a route to or from the internet. */
  readonly dataSubnets: SubnetSelection;

  /** The subnets of servers and functions, for dependencies on their route to the internet. */
  readonly applicationTier: ISubnet[];
}
