import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CommerceFunction } from './commerce-function';
import { CommerceService } from './commerce-service';
import type { CommerceProps } from './commerce-settings';
import type { SharedPolicies } from './shared-policies';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

/** The services that functions and servers use, and the queues to which they may send. */
export interface Services extends Pick<CommerceProps, 'database' | 'cache' | 'messaging' | 'mail' | 'storage'> {
  readonly orderQueue: IQueue;
  readonly migrationQueue?: IQueue;
}

/** Connects clients with services. One call grants permission, opens the network path and sets the environment. */
export class ServiceConnections {
  private readonly connectors: Record<CommerceService, (client: IClient) => void>;

  constructor(
    { database, cache, messaging, mail, storage, orderQueue, migrationQueue }: Services,
    private readonly policies: SharedPolicies,
  ) {
    this.connectors = {
      [CommerceService.DATABASE]: (to) => database.connect(to),
      [CommerceService.CACHE]: (to) => cache.connect(to),
      [CommerceService.MESSAGING]: (to) => messaging.connect(to),
      [CommerceService.MAIL]: (to) => mail.connect(to),
      [CommerceService.MEDIA]: (to) => storage.connectMedia(to),
      [CommerceService.ORDER_QUEUE]: (to) => allowSending(orderQueue, to, VARIABLES.queues.orders),
      [CommerceService.MIGRATIONS]: (to) =>
        migrationQueue && allowSending(migrationQueue, to, VARIABLES.queues.migrations),
    };
  }

  connect(client: IClient, services: readonly CommerceService[]): void {
    for (const service of new Set(services)) {
      this.connectors[service](client instanceof CommerceFunction ? this.policies.clientOf(client, service) : client);
    }
  }
}

/**
 * Adds several environment variables to a client.
 *
 * @param client - refuses a variable that already has another value
 * @param variables - values by name, never secrets
 */
export function addVariables(client: IClient, variables: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(variables)) client.addEnvironment(name, value);
}

function allowSending(queue: IQueue, client: IClient, variable: string): void {
  client.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  );
  client.addEnvironment(variable, queue.queueUrl);
}
