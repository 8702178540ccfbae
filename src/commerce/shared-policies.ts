import { ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CommerceFunction } from './commerce-function';
import { CommerceService } from './commerce-service';
import type { IClient } from '../core/i-client';

/** The services that all functions use with the same, long statements, and the id of the policy for each. */
const SHARED: Partial<Record<CommerceService, string>> = {
  [CommerceService.DATABASE]: 'Database',
  [CommerceService.MESSAGING]: 'Messaging',
};

/**
 * One managed policy for each service that many functions use in the same way, instead of the same statements in every
 * role. A function gets only the policies of the services that it uses.
 */
export class SharedPolicies extends Construct {
  private readonly policies = new Map<string, ManagedPolicy>();

  /**
   * Returns a client for connecting a function with a service: permissions are added to the shared policy, network path
   * and environment to the function.
   */
  clientOf(made: CommerceFunction, service: CommerceService): IClient {
    const name = SHARED[service];
    if (name === undefined) return made;
    const policy = this.policies.get(name) ?? this.createPolicy(name);
    made._role.addManagedPolicy(policy);
    return {
      connections: made.connections,
      grantPrincipal: policy.grantPrincipal,
      addEnvironment: (variable, value) => made.addEnvironment(variable, value),
    };
  }

  private createPolicy(name: string): ManagedPolicy {
    // Minimized explicitly, because every function that connects adds the same statements again.
    const policy = new ManagedPolicy(this, name, { document: new PolicyDocument({ minimize: true }) });
    this.policies.set(name, policy);
    return policy;
  }
}
