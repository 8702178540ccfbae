import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { EngineSpec } from './engine-spec';
import { isConcrete } from '../core/validation';

const GIB = 1024 ** 3;

/** Memory that the operating system and RDS reserve. Measured values differ, so this is a high estimate. */
const RESERVED_BYTES = 0.4 * GIB;

/** GiB of memory for each virtual processor, by instance family. */
const GIB_PER_PROCESSOR: Record<string, number> = { c: 2, m: 4, r: 8, x: 16, z: 8 };

/** Memory of burstable classes, which does not follow the number of processors. */
const BURSTABLE_GIB: Record<string, number> = {
  nano: 0.5,
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};

/** Memory that is assumed for a class that is a token: that of the smallest class a shop would use. */
const UNKNOWN_GIB = 4;

/** Returns the memory of an instance class in bytes, derived from its name. */
export function memoryBytes(instanceType: InstanceType): number {
  const parts = isConcrete(instanceType.toString()) ? /^([a-z])[a-z0-9-]*\.(.+)$/.exec(instanceType.toString()) : null;
  if (!parts) return UNKNOWN_GIB * GIB;
  const [, family, size] = parts;
  const gibibytes = family === 't' ? BURSTABLE_GIB[size] : (GIB_PER_PROCESSOR[family] ?? 2) * processors(size);
  return (gibibytes ?? UNKNOWN_GIB) * GIB;
}

/**
 * Returns the number of connections that the engine accepts, by RDS's formula for the parameter's default.
 *
 * @param spec - contains the divisor and the upper limit of the engine's formula
 * @param instanceType - written as for EC2; a token counts as a class with 4 GiB
 */
export function maxConnections(spec: EngineSpec, instanceType: InstanceType): number {
  const { bytesPerConnection, limit } = spec.connections;
  return Math.min(Math.floor((memoryBytes(instanceType) - RESERVED_BYTES) / bytesPerConnection), limit);
}

/**
 * True when RDS offers Performance Insights for the engine on this class; otherwise the property fails the deployment.
 *
 * @param spec - says whether the engine supports burstable classes with at most 2 GiB
 * @param instanceType - written as for EC2; a token counts as supported
 */
export function hasInsights(spec: EngineSpec, instanceType: InstanceType): boolean {
  return (
    spec.insightsOnSmallClasses ||
    !isConcrete(instanceType.toString()) ||
    !/^t\d\w*\.(micro|small)$/.test(instanceType.toString())
  );
}

function processors(size: string): number {
  const times = /^(\d+)xlarge$/.exec(size);
  if (times) return 4 * Number(times[1]);
  return size === 'xlarge' ? 4 : size === 'large' ? 2 : 1;
}
