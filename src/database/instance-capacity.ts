import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { EngineSpec } from './engine-spec';
import { isConcrete } from '../core/validation';

const GIB = 1024 ** 3;

/** What the operating system and RDS keep of the memory for themselves; measured values differ, so this is on the high side. */
const KEPT_BACK = 0.4 * GIB;

/** Memory for each virtual processor, by family of classes. */
const GIB_PER_PROCESSOR: Record<string, number> = { c: 2, m: 4, r: 8, x: 16, z: 8 };

/** Memory of the burstable classes, which follow no rule by processor. */
const BURSTABLE_GIB: Record<string, number> = {
  nano: 0.5,
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};

/** A class that is known only at deployment is judged as the smallest that a shop would run on. */
const UNKNOWN_GIB = 4;

/** The memory of a class, by its name. */
export function memoryBytes(instanceType: InstanceType): number {
  const parts = isConcrete(instanceType.toString()) ? /^([a-z])[a-z0-9-]*\.(.+)$/.exec(instanceType.toString()) : null;
  if (!parts) return UNKNOWN_GIB * GIB;
  const [, family, size] = parts;
  const gibibytes = family === 't' ? BURSTABLE_GIB[size] : (GIB_PER_PROCESSOR[family] ?? 2) * processors(size);
  return (gibibytes ?? UNKNOWN_GIB) * GIB;
}

/** How many connections the engine takes, by the formula that RDS uses for the parameter's default. */
export function maxConnections(spec: EngineSpec, instanceType: InstanceType): number {
  const { bytesPerConnection, limit } = spec.connections;
  return Math.min(Math.floor((memoryBytes(instanceType) - KEPT_BACK) / bytesPerConnection), limit);
}

/** Whether Performance Insights run there: a property that RDS refuses on the wrong class fails the deployment. */
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
