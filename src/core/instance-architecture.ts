import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { isConcrete } from './validation';

/** True when the instance type runs on Graviton processors; false for a token. */
export function isGraviton(instanceType: InstanceType): boolean {
  return isConcrete(instanceType.toString()) && instanceType.architecture === InstanceArchitecture.ARM_64;
}

/**
 * True when the instance type runs on Intel or AMD although RDS and ElastiCache offer the same series on Graviton, as
 * m7g for m7i; false for a token.
 */
export function hasGravitonAlternative(instanceType: InstanceType): boolean {
  const type = instanceType.toString();
  return (
    isConcrete(type) && /^(t|m|c|r|i|im|is)\d/.test(type) && instanceType.architecture !== InstanceArchitecture.ARM_64
  );
}
