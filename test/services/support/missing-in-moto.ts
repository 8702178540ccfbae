/**
 * Operations that the architecture needs and that moto 5.2.1 does not support. When moto supports one,
 * `aws-missing.services.ts` fails, and the operation belongs in `aws.services.ts`. Also, moto stores no message tags
 * and creates no send, bounce or complaint events.
 */
import {
  CreateConfigurationSetEventDestinationCommand,
  GetAccountCommand,
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';

const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:dead-letters';

export const MISSING: Readonly<Record<string, { readonly use: string; readonly call: () => Promise<unknown> }>> = {
  StartMessageMoveTask: {
    use: 'sending given-up messages back (runbook); here they are moved one by one',
    call: async () => sqs().send(new StartMessageMoveTaskCommand({ SourceArn: QUEUE })),
  },
  ListMessageMoveTasks: {
    use: 'how far that has come (runbook)',
    call: async () => sqs().send(new ListMessageMoveTasksCommand({ SourceArn: QUEUE })),
  },
  CreateConfigurationSetEventDestination: {
    use: 'send, bounce and complaint events to a topic (src/mail); here the events are written by hand',
    call: async () =>
      ses().send(
        new CreateConfigurationSetEventDestinationCommand({
          ConfigurationSetName: 'shop',
          EventDestinationName: 'events',
          EventDestination: {
            Enabled: true,
            MatchingEventTypes: ['SEND'],
            SnsDestination: { TopicArn: 'arn:aws:sns:eu-central-1:123456789012:mail' },
          },
        }),
      ),
  },
  PutSuppressedDestination: {
    use: 'addresses that are not mailed any more (account-level suppression)',
    call: async () =>
      ses().send(new PutSuppressedDestinationCommand({ EmailAddress: 'gone@example.com', Reason: 'BOUNCE' })),
  },
  GetSuppressedDestination: {
    use: 'whether an address is one of them (runbook)',
    call: async () => ses().send(new GetSuppressedDestinationCommand({ EmailAddress: 'gone@example.com' })),
  },
  GetAccount: {
    use: 'whether the mail service is still in its sandbox (runbook)',
    call: async () => ses().send(new GetAccountCommand({})),
  },
};

function sqs(): SQSClient {
  return new SQSClient({ maxAttempts: 1 });
}

function ses(): SESv2Client {
  return new SESv2Client({ maxAttempts: 1 });
}
