import { Annotations, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { INetwork } from './i-network';
import type { NetworkProps } from './network-options';
import { acknowledge, acknowledgeInlinePolicy, acknowledgePillar } from '../core/acknowledge';
import { LIFETIMES } from '../core/lifetimes';

/**
 * One VPC with three tiers of subnets in every Availability Zone: public (load balancer, NAT), application (servers,
 * functions) and data (database, cache). Flow logs are on, and the default security group allows no traffic.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   network: {
 *     availabilityZones: 3,
 *     interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
 *   },
 * });
 */
export class Network extends Construct implements INetwork {
  /** @internal */
  public static _create(scope: Construct, id: string, props: NetworkProps): Network {
    return new Network(scope, id, props);
  }

  /** The VPC: a new one, or the one that is given as `network.vpc`. */
  public readonly vpc: ec2.IVpc;

  /** The subnets of the load balancer and the NAT gateways, with a route to and from the internet. */
  public readonly publicSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PUBLIC };

  /** The subnets of servers and functions, which reach the internet through NAT and are not reachable from it. */
  public readonly applicationSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };

  /** The subnets of database, proxy and cache, without a route to or from the internet. */
  public readonly dataSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

  private constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.vpc = props.vpc ?? this.createVpc(props);
  }

  /** The subnets of servers and functions, for dependencies on their route to the internet. */
  public get applicationTier(): ec2.ISubnet[] {
    return this.vpc.privateSubnets;
  }

  private createVpc(props: NetworkProps): ec2.Vpc {
    const zones = props.availabilityZones;
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(props.cidr),
      maxAzs: zones,
      natGateways: props.natGateways,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'Application', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });
    // Each belongs to a subnet of the same name, so a second name tag adds nothing.
    Tags.of(vpc).remove('Name', { includeResourceTypes: ['AWS::EC2::RouteTable', 'AWS::EC2::EIP'] });
    if (vpc.availabilityZones.length < zones) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:fewer-zones',
        `\`network.availabilityZones\` asks for ${zones} zones, but an environment-agnostic stack has ` +
          `${vpc.availabilityZones.length}: set the \`env\` of the stack to an account and a Region.`,
      );
    }
    for (const subnet of vpc.publicSubnets) {
      acknowledge(
        subnet.node.findChild('DefaultRoute'),
        'VPCNoUnrestrictedRouteToIGW',
        'Only the load balancer and the NAT gateways are in the public subnets, and both need this route; nothing ' +
          'else there gets a public address.',
      );
    }
    this.acknowledgeGateways(vpc, props);
    this.addEndpoints(vpc, props);
    this.addFlowLogs(vpc, props);
    return vpc;
  }

  /** Acknowledges the routes of zones that use the NAT gateway of another zone. */
  private acknowledgeGateways(vpc: ec2.Vpc, { natGateways }: NetworkProps): void {
    for (const subnet of vpc.privateSubnets.slice(natGateways)) {
      acknowledgePillar(
        subnet.node.findChild('DefaultRoute'),
        'REL11-BP05-NatGatewayPerAz',
        'There are fewer gateways than zones because of `network.natGateways`: this saves their price, and the loss ' +
          'of a zone can cut another zone off from the internet.',
      );
    }
  }

  private addEndpoints(vpc: ec2.Vpc, props: NetworkProps): void {
    if (props.interfaceEndpoints.length === 0) return;
    const securityGroup = new ec2.SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'Interface endpoints',
      allowAllOutbound: false,
    });
    // The literal range, because checks cannot resolve the VPC's attribute.
    securityGroup.addIngressRule(ec2.Peer.ipv4(props.cidr), ec2.Port.tcp(443), 'From the VPC');
    for (const service of props.interfaceEndpoints) {
      vpc.addInterfaceEndpoint(service.shortName, {
        service,
        subnets: this.applicationSubnets,
        securityGroups: [securityGroup],
        open: false,
      });
    }
  }

  private addFlowLogs(vpc: ec2.Vpc, props: NetworkProps): void {
    const { logRetention, dataRemovalPolicy } = LIFETIMES[props.profile];
    const logGroup = new LogGroup(this, 'FlowLogs', {
      encryptionKey: props.encryptionKey,
      retention: logRetention,
      removalPolicy: dataRemovalPolicy,
    });
    const flows = vpc.addFlowLog('Flows', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: ec2.FlowLogTrafficType.ALL,
    });
    if (flows.iamRole) acknowledgeInlinePolicy(flows.iamRole);
  }
}
