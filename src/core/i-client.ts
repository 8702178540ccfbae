import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';

/**
 * A compute that uses a room's service: it has a principal, a network identity and an environment,
 * so that one call can carry permission, security group and environment together.
 */
export interface IClient extends IGrantable, IConnectable {
  /**
   * Tells the client where a service is.
   *
   * @param name the environment variable
   * @param value never a secret: at most the ARN of one
   */
  addEnvironment(name: string, value: string): void;
}
