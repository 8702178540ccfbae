import { clientOptions } from '../../../../shop/adapters/aws/client-options';
import { fromMailTag, toMailTag } from '../../../../shop/adapters/mail/mail-tag';
import { SesMailer } from '../../../../shop/adapters/mail/ses-mailer';
import { SqsMigrationRequests } from '../../../../shop/adapters/queue/migration-requests';
import { SqsOrderQueue } from '../../../../shop/adapters/queue/order-queue';
import { forgetSecrets, readSecret } from '../../../../shop/adapters/secrets/secrets';
import { output } from '../../../../shop/adapters/telemetry/log';
import { SnsPublisher } from '../../../../shop/adapters/topics/sns-publisher';
import { DeliveryUnknown } from '../../../../shop/application/outbox/delivery-unknown';
import { AwsStandIn, Fault } from '../../support/aws-stand-in';

let aws: AwsStandIn;

beforeEach(async () => {
  aws = await AwsStandIn.start();
  aws.useInThisProcess();
  forgetSecrets();
});

afterEach(async () => {
  forgetSecrets();
  await aws.close();
});

const THROTTLED = { status: 400, code: 'ThrottlingException' };
const REFUSED = { status: 403, code: 'AccessDeniedException' };
const BROKEN = { status: 500, code: 'InternalFailure' };

describe('publisher', () => {
  const arns = {
    orders: 'arn:aws:sns:eu-central-1:1:o',
    stock: 'arn:aws:sns:eu-central-1:1:s',
    offers: 'arn:aws:sns:eu-central-1:1:f',
  };
  const notification = { eventId: 'o1:paid', kind: 'order.paid', payload: { orderId: 'o1', total: 5 } };

  test('sends the notification to its topic, with its kind as an attribute', async () => {
    await new SnsPublisher(arns).publish('stock', notification);
    expect(aws.calls).toHaveLength(1);
    const { input, action } = aws.calls[0];
    expect(action).toBe('Publish');
    expect(input.TopicArn).toBe(arns.stock);
    expect(JSON.parse(String(input.Message))).toEqual(notification);
    expect(input['MessageAttributes.entry.1.Name']).toBe('kind');
    expect(input['MessageAttributes.entry.1.Value.StringValue']).toBe('order.paid');
  });

  test('retries after a dropped connection and after a server error', async () => {
    aws.faults.push('drop', BROKEN);
    await new SnsPublisher(arns).publish('orders', notification);
    expect(aws.calls).toHaveLength(3);
  });

  test('does not retry a refused request', async () => {
    aws.faults.push(REFUSED);
    await expect(new SnsPublisher(arns).publish('orders', notification)).rejects.toThrow();
    expect(aws.calls).toHaveLength(1);
  });
});

describe('mailer', () => {
  const mail = {
    id: '01J:order.paid:mail',
    to: 'ann@example.com',
    subject: 'Thank\r\nyou',
    text: 'Hi',
    html: '<p>Hi</p>',
  };

  test('sends both bodies, the headers and the outbox id as a tag', async () => {
    const mailer = new SesMailer({ sender: 'shop@example.com', configurationSet: 'set' });
    await expect(mailer.send({ ...mail, headers: { 'List-Unsubscribe': '<https://shop.example/u>' } })).resolves.toBe(
      'sent',
    );
    const { input } = aws.calls[0];
    expect(input).toMatchObject({
      FromEmailAddress: 'shop@example.com',
      ConfigurationSetName: 'set',
      Destination: { ToAddresses: ['ann@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 'Thank you' },
          Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } },
          Headers: [{ Name: 'List-Unsubscribe', Value: '<https://shop.example/u>' }],
        },
      },
    });
    const [tag] = input.EmailTags as { Name: string; Value: string }[];
    expect(tag.Name).toBe('outbox');
    expect(tag.Value).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(fromMailTag(tag.Value)).toBe(mail.id);
  });

  test('sends no mail without a sender', async () => {
    await expect(new SesMailer({ configurationSet: 'set' }).send(mail)).resolves.toBe('skipped');
    expect(aws.calls).toHaveLength(0);
  });

  test('a refusal reaches the caller, who keeps the mail in the outbox', async () => {
    aws.faults.push({ status: 400, code: 'MessageRejected' });
    await expect(new SesMailer({ sender: 's@example.com' }).send(mail)).rejects.not.toBeInstanceOf(DeliveryUnknown);
    aws.faults.push({ status: 429, code: 'TooManyRequestsException' });
    await expect(new SesMailer({ sender: 's@example.com' }).send(mail)).rejects.not.toBeInstanceOf(DeliveryUnknown);
  });

  test.each<Fault>(['drop', { status: 500, code: 'InternalServiceErrorException' }])(
    '%j: it may have left, so it is not sent a second time',
    async (fault) => {
      aws.faults.push(fault);
      await expect(new SesMailer({ sender: 's@example.com' }).send(mail)).rejects.toBeInstanceOf(DeliveryUnknown);
      expect(aws.calls).toHaveLength(1);
    },
  );

  test('an unreachable service has certainly received no mail', async () => {
    const before = { ...process.env };
    const environment = aws.environment();
    await aws.close();
    Object.assign(process.env, environment);
    const error: unknown = await new SesMailer({ sender: 's@example.com' })
      .send(mail)
      .catch((problem: unknown) => problem);
    process.env = before;
    expect(error).not.toBeInstanceOf(DeliveryUnknown);
    expect(String(error)).toContain('ECONNREFUSED');
  });

  test.each(['plain', 'a:b.c', 'under_score', 'naïve_x', '_003a'])('the id %s survives encoding as a tag', (id) => {
    expect(fromMailTag(toMailTag(id))).toBe(id);
  });
});

describe('order queue', () => {
  test('resolves when the queue has accepted the message', async () => {
    aws.faults.push(THROTTLED);
    await new SqsOrderQueue(aws.queueUrl('orders')).send('{"orderId":"o1"}');
    expect(aws.calls.map((call) => call.action)).toEqual(['SendMessage', 'SendMessage']);
    expect(aws.calls[1].input).toMatchObject({ QueueUrl: aws.queueUrl('orders'), MessageBody: '{"orderId":"o1"}' });
  });

  test('gives up on a queue that does not answer within the time that a customer waits', async () => {
    aws.faults.push('hang', 'hang', 'hang');
    await expect(new SqsOrderQueue(aws.queueUrl('orders')).send('x')).rejects.toThrow();
    // None was answered: its own time-outs end the tries, three of three seconds each.
    expect(aws.calls).toHaveLength(3);
    expect(clientOptions()).toMatchObject({ maxAttempts: 3, requestHandler: { requestTimeout: 3_000 } });
  });
});

describe('migration requests', () => {
  test('are sent at most once in 30 seconds', async () => {
    let now = 1_000_000;
    const requests = new SqsMigrationRequests(aws.queueUrl('migrations'), { now: () => new Date(now) });
    await Promise.all([requests.request(), requests.request()]);
    now += 29_000;
    await requests.request();
    expect(aws.calls).toHaveLength(1);
    now += 2_000;
    await requests.request();
    expect(aws.calls).toHaveLength(2);
  });

  test('a failure is logged, never thrown, and soon retried', async () => {
    const log = jest.spyOn(output, 'line').mockImplementation(() => undefined);
    let now = 1_000_000;
    const requests = new SqsMigrationRequests(aws.queueUrl('migrations'), { now: () => new Date(now) });
    aws.faults.push(REFUSED);
    await requests.request();
    expect(log).toHaveBeenCalledTimes(1);
    now += 6_000;
    await requests.request();
    expect(aws.calls).toHaveLength(2);
    log.mockRestore();
  });
});

describe('secrets', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:1:secret:x';

  test('are read once for many callers, and again on demand', async () => {
    aws.secrets.set(arn, 'one');
    await expect(Promise.all([readSecret(arn), readSecret(arn)])).resolves.toEqual(['one', 'one']);
    aws.secrets.set(arn, 'two');
    await expect(readSecret(arn)).resolves.toBe('one');
    await expect(readSecret(arn, { fresh: true })).resolves.toBe('two');
    await expect(readSecret(arn)).resolves.toBe('two');
    expect(aws.calls).toHaveLength(2);
  });

  test('while the service is unavailable an expired value is returned, but not as a fresh one', async () => {
    aws.secrets.set(arn, 'one');
    await readSecret(arn);
    aws.faults.push(REFUSED);
    await expect(readSecret(arn, { fresh: true })).rejects.toThrow();
    aws.faults.push(REFUSED);
    await expect(readSecret(arn)).resolves.toBe('one');
    aws.secrets.set(arn, 'two');
    await expect(readSecret(arn)).resolves.toBe('two');
  });

  test('a failure is not cached, and the error for a binary secret says what to do', async () => {
    aws.faults.push(REFUSED);
    await expect(readSecret(arn)).rejects.toThrow();
    aws.secrets.set(arn, undefined);
    await expect(readSecret(arn)).rejects.toThrow('has no text value');
  });
});
