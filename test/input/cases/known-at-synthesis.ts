import { Duration } from 'aws-cdk-lib';
import { DatabaseEngine } from '../../../src';
import { number, ownCode, text } from '../fixture';
import type { BadInput, Props } from '../fixture';

/** Tokens as values that must be known at synthesis, such as numbers and names of resources. */
export const KNOWN_AT_SYNTHESIS: BadInput[] = [
  ...Object.entries<Props>({
    'network.availabilityZones': (stack) => ({ network: { availabilityZones: number(stack, 'Zones') } }),
    'network.natGateways': (stack) => ({ network: { natGateways: number(stack, 'Gateways') } }),
    'network.cidr': (stack) => ({ network: { cidr: text(stack, 'Range') } }),
    'database.engine version': (stack) => ({
      database: { engine: DatabaseEngine.postgres({ version: text(stack, 'Version') }) },
    }),
    'cache.nodes': (stack) => ({ cache: { nodes: number(stack, 'Nodes') } }),
    timeout: (stack) => ({
      commerce: { orderProcessing: ownCode({ timeout: Duration.seconds(number(stack, 'Seconds')) }) },
    }),
    'edge.originReadTimeout': (stack) => ({ edge: { originReadTimeout: Duration.seconds(number(stack, 'Seconds')) } }),
    'edge.originSecretVersion': (stack) => ({ edge: { originSecretVersion: number(stack, 'Version') } }),
  }).map(([prop, props]): BadInput => ({
    name: `a token as ${prop}`,
    props,
    says: [prop, 'known at synthesis', 'a token', 'write the'],
  })),
];
