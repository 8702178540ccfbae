import type { InterfaceVpcEndpointAwsService, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { requireTiers } from './vpc-check';
import { Profile } from '../core/profile';
import { requireEither, requireInteger, requireKnown, requireMatch } from '../core/validation';

const DEFAULT_ZONES = 2;
const ZONES_FIX = 'two zones survive the loss of one, three cost more; set `network.availabilityZones` to 2 or 3';

/** How the shop is connected. */
export interface NetworkOptions {
  /**
   * An existing VPC with at least two Availability Zones and three tiers of subnets:
   * public, private with egress, and isolated.
   *
   * @default - a new VPC
   */
  readonly vpc?: IVpc;

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
  readonly interfaceEndpoints?: InterfaceVpcEndpointAwsService[];
}

/** What differs by profile. */
export const NETWORK_DEFAULTS = {
  [Profile.PRODUCTION]: { natGatewaysPerZone: true },
  [Profile.DEVELOPMENT]: { natGatewaysPerZone: false },
} as const;

/** The options, checked, with every default filled in. */
export interface NetworkSettings {
  readonly profile: Profile;
  readonly vpc?: IVpc;
  readonly availabilityZones: number;
  readonly cidr: string;
  readonly natGateways: number;
  readonly interfaceEndpoints: readonly InterfaceVpcEndpointAwsService[];
}

/** Settings of the network, and what it needs from the main construct. */
export interface NetworkProps extends NetworkSettings {
  /** Encrypts the flow logs. */
  readonly encryptionKey: IKey;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
export function resolveNetwork(options: NetworkOptions, profile: Profile): NetworkSettings {
  validateNetwork(options);
  const availabilityZones = options.availabilityZones ?? DEFAULT_ZONES;
  return {
    profile,
    vpc: options.vpc,
    availabilityZones,
    cidr: options.cidr ?? '10.0.0.0/16',
    natGateways: options.natGateways ?? (NETWORK_DEFAULTS[profile].natGatewaysPerZone ? availabilityZones : 1),
    interfaceEndpoints: options.interfaceEndpoints ?? [],
  };
}

function validateNetwork(options: NetworkOptions): void {
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
    options.availabilityZones ?? DEFAULT_ZONES,
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
