import { ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CommerceFunction } from './commerce-function';
import { CommerceService } from './commerce-service';
import type { IClient } from '../core/i-client';

/** What functions do with these services is the same for all of them, and takes many words. */
const SHARED: Partial<Record<CommerceService, string>> = {
  [CommerceService.DATABASE]: 'Database',
  [CommerceService.MESSAGING]: 'Messaging',
};

/**
 * One policy for each service that many functions use alike, instead of the same statements in every role. A function is given the policies of
 * the services that it uses, and no other.
 */
export class SharedAccess extends Construct {
  private readonly policies = new Map<string, ManagedPolicy>();

  /** The function as a service sees it: the permission goes into the shared policy, network and environment are the function's own. */
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
    // Merged explicitly: every function that connects adds the same statements again.
    const policy = new ManagedPolicy(this, name, { document: new PolicyDocument({ minimize: true }) });
    this.policies.set(name, policy);
    return policy;
  }
}
