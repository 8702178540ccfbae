import { Annotations, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { INetwork } from './i-network';
import type { NetworkProps } from './network-options';
import { acknowledge, acknowledgeInlinePolicy, acknowledgePillar } from '../core/acknowledge';
import { LIFETIMES } from '../core/lifetimes';

/**
 * One VPC with three tiers of subnets in every zone: public (load balancer, NAT), application (servers, functions) and data
 * (database, cache). Flow logs are on and the default security group is closed.
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

  /** The VPC, made here or brought along. */
  public readonly vpc: ec2.IVpc;

  /** Load balancer and NAT gateways: reachable from the internet. */
  public readonly publicSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PUBLIC };

  /** Servers and functions: they reach out through NAT, nobody reaches in. */
  public readonly applicationSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };

  /** Database, proxy and cache: no way out, no way in but from the application tier. */
  public readonly dataSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

  private constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.vpc = props.vpc ?? this.createVpc(props);
  }

  /** The subnets of the application tier, for dependencies on their route to the internet. */
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
    // They stand beside a subnet of the same name: a name of their own tells nobody anything.
    Tags.of(vpc).remove('Name', { includeResourceTypes: ['AWS::EC2::RouteTable', 'AWS::EC2::EIP'] });
    if (vpc.availabilityZones.length < zones) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:fewer-zones',
        `\`network.availabilityZones\` asks for ${zones} zones, but an environment-agnostic stack has ${vpc.availabilityZones.length}: give the stack an \`env\` with account and Region.`,
      );
    }
    for (const subnet of vpc.publicSubnets) {
      acknowledge(
        subnet.node.findChild('DefaultRoute'),
        'VPCNoUnrestrictedRouteToIGW',
        'Only the load balancer and the NAT gateways are in the public subnets, and both need the way; addresses are not given to anything else.',
      );
    }
    this.explainGateways(vpc, props);
    this.addEndpoints(vpc, props);
    this.recordFlows(vpc, props);
    return vpc;
  }

  /** Zones without a gateway of their own leave by another zone's. */
  private explainGateways(vpc: ec2.Vpc, { natGateways }: NetworkProps): void {
    for (const subnet of vpc.privateSubnets.slice(natGateways)) {
      acknowledgePillar(
        subnet.node.findChild('DefaultRoute'),
        'REL11-BP05-NatGatewayPerAz',
        'Fewer gateways than zones: `network.natGateways` saves their price, and the loss of a zone may take the way out of another with it.',
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
    // The range as it is written, because checks cannot read it off the VPC.
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

  private recordFlows(vpc: ec2.Vpc, props: NetworkProps): void {
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
