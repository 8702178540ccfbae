import { TestQueue } from './test-queue';
import { AwsCall, AwsStandIn } from '../../shop/support/aws-stand-in';

/** Mail as the mail service received it. */
export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Message tag with the id of the outbox row. */
  readonly tag: string;
}

interface Data {
  readonly Data: string;
}

export interface Subscription {
  readonly topicArn: string;
  /** Absent: all kinds. */
  readonly kinds?: readonly string[];
  readonly queue: TestQueue;
  /** Number of deliveries of one message by the topic or its queue. */
  readonly copies?: () => number;
}

/**
 * Stand-ins of topics, queues and mail service that functions reach over HTTP with the SDK. They record every request.
 */
export class Cloud {
  static async start(): Promise<Cloud> {
    return new Cloud(await AwsStandIn.start());
  }

  readonly mails: ReceivedMail[] = [];
  /** Number of publications by event id. */
  readonly published = new Map<string, number>();
  readonly secrets: Map<string, string | undefined>;
  /** Called after the mail service has accepted a mail; its answer waits for it. */
  beforeMailAnswer?: (mail: ReceivedMail) => Promise<void>;
  /** Receives the events of the mail service about accepted mails. */
  sendEvents?: TestQueue;
  private readonly subscriptions: Subscription[] = [];
  private readonly queues = new Map<string, TestQueue>();

  private constructor(private readonly aws: AwsStandIn) {
    this.secrets = aws.secrets;
    aws.onCall = async (call) => this.take(call);
  }

  get environment(): Readonly<Record<string, string>> {
    return this.aws.environment();
  }

  queueUrl(name: string): string {
    return this.aws.queueUrl(name);
  }

  addQueue(name: string, queue: TestQueue): void {
    this.queues.set(this.queueUrl(name), queue);
  }

  subscribe(subscription: Subscription): void {
    this.subscriptions.push(subscription);
  }

  async close(): Promise<void> {
    await this.aws.close();
  }

  private async take(call: AwsCall): Promise<void> {
    this.aws.calls.length = 0;
    if (call.action === 'Publish') {
      this.publish(call.input);
    } else if (call.action === 'SendMessage') {
      this.queues.get(String(call.input.QueueUrl))?.send(String(call.input.MessageBody));
    } else if (call.service === 'ses') {
      await this.takeMail(call.input);
    }
  }

  private publish(input: Readonly<Record<string, unknown>>): void {
    const body = String(input.Message);
    const { eventId } = JSON.parse(body) as { readonly eventId: string };
    this.published.set(eventId, (this.published.get(eventId) ?? 0) + 1);
    // Subscriptions filter by the attribute and never read the message.
    const kind =
      input['MessageAttributes.entry.1.Name'] === 'kind'
        ? String(input['MessageAttributes.entry.1.Value.StringValue'])
        : undefined;
    for (const { topicArn, kinds, queue, copies } of this.subscriptions) {
      if (topicArn !== input.TopicArn || (kinds && !(kind !== undefined && kinds.includes(kind)))) continue;
      queue.send(body, copies?.() ?? 1);
    }
  }

  private async takeMail(input: Readonly<Record<string, unknown>>): Promise<void> {
    const { Destination, EmailTags, Content } = input as unknown as {
      readonly Destination: { readonly ToAddresses: readonly string[] };
      readonly EmailTags: readonly { readonly Name: string; readonly Value: string }[];
      readonly Content: { readonly Simple: { readonly Subject: Data; readonly Body: { readonly Text: Data } } };
    };
    const { Subject, Body } = Content.Simple;
    const [{ Value: tag }] = EmailTags;
    const mail = { to: Destination.ToAddresses.join(), subject: Subject.Data, text: Body.Text.Data, tag };
    this.mails.push(mail);
    this.sendEvents?.send(
      JSON.stringify({
        eventType: 'Send',
        mail: { tags: { [EmailTags[0].Name]: [mail.tag] }, destination: [mail.to] },
      }),
    );
    await this.beforeMailAnswer?.(mail);
  }
}
