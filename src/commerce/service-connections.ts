import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CommerceFunction } from './commerce-function';
import { CommerceService } from './commerce-service';
import type { CommerceProps } from './commerce-settings';
import type { SharedAccess } from './shared-access';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

/** The services that functions and servers use, and the queues that they may send to. */
export interface Services extends Pick<CommerceProps, 'database' | 'cache' | 'messaging' | 'mail' | 'storage'> {
  readonly orderQueue: IQueue;
  readonly migrationQueue?: IQueue;
}

/** Connects clients with services: permission, network path and environment in one call each. */
export class ServiceConnections {
  private readonly connectors: Record<CommerceService, (client: IClient) => void>;

  constructor(
    { database, cache, messaging, mail, storage, orderQueue, migrationQueue }: Services,
    private readonly access: SharedAccess,
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
      this.connectors[service](client instanceof CommerceFunction ? this.access.clientOf(client, service) : client);
    }
  }
}

export function addVariables(client: IClient, variables: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(variables)) client.addEnvironment(name, value);
}

function allowSending(queue: IQueue, client: IClient, variable: string): void {
  client.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  );
  client.addEnvironment(variable, queue.queueUrl);
}
