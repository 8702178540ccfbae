import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { isConcrete } from './validation';

/** Whether a type that is known runs on Graviton processors. */
export function isGraviton(instanceType: InstanceType): boolean {
  return isConcrete(instanceType.toString()) && instanceType.architecture === InstanceArchitecture.ARM_64;
}

/** Whether a type that is known runs on Intel or AMD although its series has a Graviton twin for databases and caches: m7i beside m7g. */
export function isAwayFromGraviton(instanceType: InstanceType): boolean {
  const type = instanceType.toString();
  return (
    isConcrete(type) && /^(t|m|c|r|i|im|is)\d/.test(type) && instanceType.architecture !== InstanceArchitecture.ARM_64
  );
}
