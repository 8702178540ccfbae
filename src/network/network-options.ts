import type { InterfaceVpcEndpointAwsService, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { requireTiers } from './vpc-check';
import { Profile } from '../core/profile';
import { requireEither, requireInteger, requireKnown, requireMatch } from '../core/validation';

const DEFAULT_ZONES = 2;
const ZONES_FIX = 'set `network.availabilityZones` to 2 or 3; two zones survive the loss of one, three cost more';

/** Options of the network. */
export interface NetworkOptions {
  /**
   * An existing VPC with three tiers of subnets (public, private with egress, and isolated), each in at least two
   * Availability Zones. It cannot be combined with the other options of the network.
   *
   * @default - a new VPC
   */
  readonly vpc?: IVpc;

  /**
   * The number of Availability Zones, 2 or 3. An environment-agnostic stack has at most two.
   *
   * @default 2
   */
  readonly availabilityZones?: number;

  /**
   * The address range of the VPC, as a CIDR block from /16 to /21, so that each subnet has enough addresses for
   * servers, functions and endpoints.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * The number of NAT gateways, from 1 to the number of Availability Zones. One for each zone survives the loss of a
   * zone; a single one costs less.
   *
   * @default - one for each zone in production, one in total in development
   */
  readonly natGateways?: number;

  /**
   * AWS services that servers and functions reach through interface endpoints in the VPC instead of through NAT. AWS
   * charges each endpoint by the hour and zone. The gateway endpoint of S3 is free and always created.
   *
   * @default - none
   */
  readonly interfaceEndpoints?: InterfaceVpcEndpointAwsService[];
}

/** The defaults that depend on the profile. */
export const NETWORK_DEFAULTS = {
  [Profile.PRODUCTION]: { natGatewaysPerZone: true },
  [Profile.DEVELOPMENT]: { natGatewaysPerZone: false },
} as const;

/** Validated options with all defaults filled in. */
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

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param profile - decides the number of NAT gateways
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
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
  requireKnown('network.availabilityZones', options.availabilityZones, 'it decides how many subnets are created');
  requireKnown('network.natGateways', options.natGateways, 'it decides how many gateways are created');
  requireKnown('network.cidr', options.cidr, 'it is divided among the subnets');
  requireInteger('network.availabilityZones', options.availabilityZones, 2, 3, ZONES_FIX);
  requireInteger(
    'network.natGateways',
    options.natGateways,
    1,
    options.availabilityZones ?? DEFAULT_ZONES,
    'servers and functions reach the internet through NAT, and a zone uses at most one gateway',
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
