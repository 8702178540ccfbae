import { Annotations, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { INetwork } from './network-tiers';
import { requireTiers } from './vpc-check';
import { acknowledge, acknowledgeInlinePolicy, acknowledgePillar } from '../core/acknowledge';
import { profileDefaults } from '../core/profile';
import type { Profile } from '../core/profile';
import { requireEither, requireInteger, requireKnown, requireMatch } from '../core/validation';

/** How the shop is connected. */
export interface NetworkOptions {
  /**
   * An existing VPC with at least two Availability Zones and three tiers of subnets:
   * public, private with egress, and isolated.
   *
   * @default - a new VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * How many Availability Zones the shop spans: 2 or 3. An environment-agnostic stack has two at most.
   *
   * @default 2
   */
  readonly availabilityZones?: number;

  /**
   * The address range of the VPC, as a CIDR block of at least a /21, so that each subnet has room for servers, functions and endpoints.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * How many NAT gateways: one for each zone survives the loss of a zone, one alone is cheaper.
   *
   * @default - one for each zone; one in all with `Profile.DEVELOPMENT`
   */
  readonly natGateways?: number;

  /**
   * AWS services that are reached inside the VPC instead of through NAT, each at an hourly price for every zone.
   * The S3 gateway endpoint, which is free, is always there.
   *
   * @default - none
   */
  readonly interfaceEndpoints?: ec2.InterfaceVpcEndpointAwsService[];
}

/** What the network needs from the main construct. */
export interface NetworkProps extends NetworkOptions {
  /** Decides the number of NAT gateways and how long flow logs are kept. */
  readonly profile: Profile;

  /** Encrypts the flow logs. */
  readonly encryptionKey: IKey;
}

const CIDR = '10.0.0.0/16';
const ZONES_FIX = 'two zones survive the loss of one, three cost more; set `network.availabilityZones` to 2 or 3';

/** @internal */
export function validateNetwork(options: NetworkOptions): void {
  requireEither('network.vpc', options.vpc, {
    'network.availabilityZones': options.availabilityZones,
    'network.cidr': options.cidr,
    'network.natGateways': options.natGateways,
    'network.interfaceEndpoints': options.interfaceEndpoints,
  });
  requireKnown('network.availabilityZones', options.availabilityZones, 'it decides how many subnets are made');
  requireKnown('network.natGateways', options.natGateways, 'it decides how many are made');
  requireKnown('network.cidr', options.cidr, 'it is divided among the subnets');
  requireInteger('network.availabilityZones', options.availabilityZones, 2, 3, ZONES_FIX);
  requireInteger(
    'network.natGateways',
    options.natGateways,
    1,
    options.availabilityZones ?? 2,
    'servers and functions need a way out, and more gateways than zones serve nobody',
  );
  requireMatch(
    'network.cidr',
    options.cidr,
    /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[01])$/,
    'a CIDR block from /16 to /21',
    'write it as 10.0.0.0/16; smaller blocks leave too few addresses for three tiers',
  );
  if (options.vpc) requireTiers(options.vpc);
}

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
  /** The VPC, made here or brought along. */
  public readonly vpc: ec2.IVpc;

  /** Load balancer and NAT gateways: reachable from the internet. */
  public readonly publicSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PUBLIC };

  /** Servers and functions: they reach out through NAT, nobody reaches in. */
  public readonly applicationSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };

  /** Database, proxy and cache: no way out, no way in but from the application tier. */
  public readonly dataSubnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    validateNetwork(props);
    this.vpc = props.vpc ?? this.createVpc(props);
  }

  /** The subnets of the application tier, for dependencies on their route to the internet. */
  public get applicationTier(): ec2.ISubnet[] {
    return this.vpc.privateSubnets;
  }

  private createVpc(props: NetworkProps): ec2.Vpc {
    const zones = props.availabilityZones ?? 2;
    const defaults = profileDefaults(props.profile);
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(props.cidr ?? CIDR),
      maxAzs: zones,
      natGateways: props.natGateways ?? (defaults.natGatewaysPerZone ? zones : 1),
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
  private explainGateways(vpc: ec2.Vpc, { natGateways = Infinity }: NetworkProps): void {
    for (const subnet of vpc.privateSubnets.slice(natGateways)) {
      acknowledgePillar(
        subnet.node.findChild('DefaultRoute'),
        'REL11-BP05-NatGatewayPerAz',
        'Fewer gateways than zones: `network.natGateways` saves their price, and the loss of a zone may take the way out of another with it.',
      );
    }
  }

  private addEndpoints(vpc: ec2.Vpc, props: NetworkProps): void {
    if (!props.interfaceEndpoints?.length) return;
    const securityGroup = new ec2.SecurityGroup(this, 'Endpoints', {
      vpc,
      description: 'Interface endpoints',
      allowAllOutbound: false,
    });
    // The range as it is written, because checks cannot read it off the VPC.
    securityGroup.addIngressRule(ec2.Peer.ipv4(props.cidr ?? CIDR), ec2.Port.tcp(443), 'From the VPC');
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
    const defaults = profileDefaults(props.profile);
    const logGroup = new LogGroup(this, 'FlowLogs', {
      encryptionKey: props.encryptionKey,
      retention: defaults.logRetention,
      removalPolicy: defaults.dataRemovalPolicy,
    });
    const flows = vpc.addFlowLog('Flows', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup),
      trafficType: ec2.FlowLogTrafficType.ALL,
    });
    if (flows.iamRole) acknowledgeInlinePolicy(flows.iamRole);
  }
}
