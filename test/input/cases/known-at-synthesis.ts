import { Duration } from 'aws-cdk-lib';
import { number, text } from '../fixture';
import type { BadInput, Props } from '../fixture';

/** Tokens where the value decides how much is made, or how it is called: that cannot wait for the deployment. */
export const KNOWN_AT_SYNTHESIS: BadInput[] = [
  ...Object.entries<Props>({
    'network.availabilityZones': (stack) => ({ network: { availabilityZones: number(stack, 'Zones') } }),
    'network.natGateways': (stack) => ({ network: { natGateways: number(stack, 'Gateways') } }),
    'network.cidr': (stack) => ({ network: { cidr: text(stack, 'Range') } }),
    'cache.nodes': (stack) => ({ cache: { nodes: number(stack, 'Nodes') } }),
    'edge.originReadTimeout': (stack) => ({ edge: { originReadTimeout: Duration.seconds(number(stack, 'Seconds')) } }),
    'edge.originSecretVersion': (stack) => ({ edge: { originSecretVersion: number(stack, 'Version') } }),
  }).map(([prop, props]): BadInput => ({ name: `a token as ${prop}`, props, says: [prop, 'known at synthesis', 'a token', 'write the'] })),
];
