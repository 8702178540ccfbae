import { spawn } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import { OUTBOX_TAG } from '../../../shop/adapters/mail/mail-tag';
import { clockEnvironment } from '../../support/clock-environment';
import { AwsCall, AwsStandIn } from '../support/aws-stand-in';
import { sqsEvent } from '../support/events';
import { orderMessage } from '../support/order-path';
import { databaseEnvironment, startPostgres, TestPostgres } from '../support/postgres';
import { shopDatabase, TestShopDatabase } from '../support/shop-database';
import { makeBundles, ROOT } from '../support/web-process';

/**
 * Built function in a separate process that is killed during the call of the mail service, so no process knows whether
 * the mail was sent.
 */
describe('a process killed inside a mail call', () => {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  let aws: AwsStandIn;
  beforeAll(async () => {
    makeBundles();
    server = await startPostgres();
  });
  beforeEach(async () => {
    shop = await shopDatabase(server);
    aws = await AwsStandIn.start();
  });
  afterEach(async () => {
    await aws.close();
    await shop.close();
  });
  afterAll(() => server.stop());

  /** Resolves with the exit code, or with null when the process was killed. */
  const call = async (name: string, event: object, killWhen: (call: AwsCall) => boolean = () => false) => {
    const script =
      'require(process.argv[1]).handler(JSON.parse(process.argv[2]))' +
      '.then((r) => process.exit((r?.batchItemFailures ?? []).length), () => process.exit(99));';
    const child = spawn(
      process.execPath,
      ['-e', script, join(ROOT, 'assets/functions/postgres', name, 'index.js'), JSON.stringify(event)],
      {
        stdio: 'ignore',
        env: {
          PATH: process.env.PATH,
          ...clockEnvironment(),
          ...databaseEnvironment(shop.config),
          ...aws.environment(),
          MIGRATION_QUEUE_URL: aws.queueUrl('migrations'),
          ORDER_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:orders',
          MAIL_SENDER: 'shop@example.com',
        },
      },
    );
    aws.onCall = async (made) => {
      if (!killWhen(made)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    const [code] =
      child.exitCode === null && child.signalCode === null
        ? ((await once(child, 'exit')) as [number | null])
        : [child.exitCode];
    aws.onCall = undefined;
    return code;
  };
  const mails = () => aws.calls.filter(({ service }) => service === 'ses');
  const later = async (minutes: number) =>
    shop.query(
      'update outbox set lease_until = lease_until - make_interval(mins => $1), ' +
        'due_at = due_at - make_interval(mins => $1)',
      [minutes],
    );
  const clock = { time: '2026-11-23T03:01:00Z' };
  const mailRow = async () =>
    (
      await shop.query<{ state: string; attempts: number }>("select state, attempts from outbox where kind = 'mail'")
    )[0];

  const killOnce = async () => {
    const order = orderMessage(await shop.product());
    expect(await call('order-processing', sqsEvent([order]), ({ service }) => service === 'ses')).toBeNull();
    expect(mails()).toHaveLength(1);
    expect(await mailRow()).toEqual({ state: 'sending', attempts: 1 });
    // The message is redelivered, because it was not acknowledged. The lease of the mail still belongs to the killed
    // process.
    expect(await call('order-processing', sqsEvent([order]))).toBe(0);
    await later(4);
    expect(await call('scheduled-tasks', clock)).toBe(0);
    expect(mails()).toHaveLength(1);
  };

  test('after its send event no second mail is sent, at any time', async () => {
    await killOnce();
    const { EmailTags } = mails()[0].input as { EmailTags: { Name: string; Value: string }[] };
    const sent = { eventType: 'Send', mail: { tags: { [OUTBOX_TAG]: [EmailTags[0].Value] } } };
    expect(await call('customer-notification', sqsEvent([sent]))).toBe(0);
    expect(await mailRow()).toMatchObject({ state: 'sent' });
    await later(600);
    expect(await call('scheduled-tasks', clock)).toBe(0);
    expect(mails()).toHaveLength(1);
  });

  test('without a send event the mail is sent again after five minutes', async () => {
    await killOnce();
    await later(2);
    expect(await call('scheduled-tasks', clock)).toBe(0);
    expect(mails()).toHaveLength(2);
    expect(await mailRow()).toEqual({ state: 'sent', attempts: 2 });
  });
});
