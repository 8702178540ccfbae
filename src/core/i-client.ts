import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';

/**
 * A server fleet or function that uses the service of a room. It has a principal, a network identity and an
 * environment, so that one call can grant permission, open the security groups and set the environment.
 */
export interface IClient extends IGrantable, IConnectable {
  /**
   * Adds an environment variable, by which the client finds a service.
   *
   * @param name the environment variable
   * @param value readable in the template, so never a secret: pass the ARN of a secret instead
   */
  addEnvironment(name: string, value: string): void;
}
