import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, ISubnet } from 'aws-cdk-lib/aws-ec2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { FunctionPlan } from './function-plans';
import type { Profile } from '../core/profile';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';

/** The code of a business function, rendered for one database engine. */
export interface RenderedFunction {
  readonly code: Code;
  readonly handler: string;
  readonly runtime: Runtime;
  readonly timeout?: Duration;
  readonly memorySize?: number;
  readonly environment?: { [name: string]: string };
}

/** Properties of a business function. */
export interface FunctionParts {
  readonly plan: FunctionPlan;
  readonly rendered: RenderedFunction;
  readonly environment: { [name: string]: string };
  readonly securityGroup: ISecurityGroup;
  readonly maxConcurrency: number;
  readonly profile: Profile;
  readonly network: INetwork;
  readonly subnets: ISubnet[];
  readonly vpcAccess: IManagedPolicy;
  readonly encryptionKey: IKey;
  readonly monitoring: IMonitoring;
}
