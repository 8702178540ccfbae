import { createSocket, Socket } from 'dgram';
import { once } from 'events';
import { mkdtempSync, rmSync } from 'fs';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Context } from 'aws-lambda';
import { log, output, writeLogBy } from '../../../../shop/adapters/telemetry/log';
import { until } from '../../support/web-process';

const CONTEXT = {
  functionName: 'orders',
  awsRequestId: 'request-1',
  invokedFunctionArn: 'arn:orders',
  memoryLimitInMB: '512',
  functionVersion: '1',
} as Context;
const ROOT = '1-5759e988-bd862e3fe1be46a994272793';

describe('around every invocation of a function', () => {
  let lines: string[];
  let daemon: Socket;
  let segments: Record<string, unknown>[];
  let folder: string;
  const before = { ...process.env };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trace-'));
    daemon = createSocket('udp4');
    daemon.bind(0, '127.0.0.1');
    await once(daemon, 'listening');
    daemon.on('message', (message) =>
      segments.push(JSON.parse(message.toString().split('\n')[1]) as Record<string, unknown>),
    );
    // As Lambda sets them before the code is loaded.
    Object.assign(process.env, {
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${(daemon.address() as AddressInfo).port}`,
      LAMBDA_TASK_ROOT: folder,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_XRAY_LOG_LEVEL: 'silent',
    });
  });
  beforeEach(() => {
    lines = [];
    segments = [];
    jest.spyOn(output, 'line').mockImplementation((line) => {
      lines.push(line);
    });
  });
  afterEach(() => {
    delete process.env._X_AMZN_TRACE_ID;
    writeLogBy(undefined);
    jest.restoreAllMocks();
  });
  afterAll(() => {
    process.env = before;
    daemon.close();
    rmSync(folder, { recursive: true });
  });

  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const load = async () => import('../../../../shop/handlers/composition/observed');
  const received = async (count: number) => {
    await until(() => segments.length >= count, `${count} segments`);
    return segments;
  };

  test('a log line names its invocation, and keeps the fields that metric filters read', async () => {
    const { observed } = await load();
    const run = observed('orders', async () => {
      log.warn('webhook refused', { event: 'payment.refused', provider: 'demo' });
    });
    await run({}, CONTEXT);
    await run({}, { ...CONTEXT, awsRequestId: 'request-2' });
    expect(parsed()).toMatchObject(
      [1, 2].map((number) => ({
        level: 'WARN',
        message: 'webhook refused',
        event: 'payment.refused',
        provider: 'demo',
        service: 'shop',
        function_request_id: `request-${number}`,
        timestamp: expect.stringMatching(/^\d{4}-/),
      })),
    );
  });

  test('an error is logged with its stack, but without the fields that a driver adds', async () => {
    const { observed } = await load();
    const error = Object.assign(new Error('duplicate'), { detail: 'Key (email)=(ada@example.com) already exists.' });
    await observed('orders', async () => {
      log.error('message failed', { error });
      log.info('fine');
    })({});
    expect(parsed()).toMatchObject([
      {
        level: 'ERROR',
        error: { name: 'Error', message: 'duplicate', stack: expect.stringContaining('telemetry.test') },
      },
      { level: 'INFO' },
    ]);
    expect(lines.join()).not.toContain('ada@example.com');
  });

  test('metrics are summed up and written at the end of the invocation, also when it fails', async () => {
    const { observed, metrics } = await load();
    await expect(
      observed('orders', async () => {
        for (let order = 0; order < 150; order += 1) metrics.add('OrdersPlaced');
        metrics.add('OversellAttempts', 2);
        metrics.add('Revenue', 1250, { currency: 'EUR', mode: 'live' });
        metrics.add('Revenue', 1250, { currency: 'EUR', mode: 'live' });
        throw new Error('later');
      })({}),
    ).rejects.toThrow('later');
    const [plain, revenue] = parsed();
    expect(plain).toMatchObject({ OrdersPlaced: 150, OversellAttempts: 2, service: 'shop' });
    expect(plain._aws).toMatchObject({
      CloudWatchMetrics: [
        {
          Namespace: 'Shop',
          Dimensions: [['service']],
          Metrics: [{ Name: 'OrdersPlaced', Unit: 'Count' }, { Name: 'OversellAttempts' }],
        },
      ],
    });
    expect(revenue).toMatchObject({ Revenue: 2500, currency: 'EUR', mode: 'live', service: 'shop' });
    expect(
      (revenue._aws as { CloudWatchMetrics: { Dimensions: string[][] }[] }).CloudWatchMetrics[0].Dimensions[0].sort(),
    ).toEqual(['currency', 'mode', 'service']);
    lines.length = 0;
    await observed('orders', async () => undefined)({});
    expect(lines).toEqual([]);
  });

  test("only an invocation that Lambda traces is a subsegment of Lambda's segment", async () => {
    const { observed } = await load();
    const run = observed('orders', async () => new Promise((resolve) => setImmediate(resolve)));
    process.env._X_AMZN_TRACE_ID = `Root=${ROOT};Parent=557abcec3ee5a047;Sampled=0`;
    await run({});
    for (const parent of ['557abcec3ee5a047', '557abcec3ee5a048']) {
      process.env._X_AMZN_TRACE_ID = `Root=${ROOT};Parent=${parent};Sampled=1`;
      await run({});
    }
    expect(await received(2)).toMatchObject(
      ['557abcec3ee5a047', '557abcec3ee5a048'].map((parent) => ({
        name: '## orders',
        trace_id: ROOT,
        parent_id: parent,
        type: 'subsegment',
        annotations: { Service: 'shop' },
      })),
    );
  });

  test('a traced invocation that fails records the error and fails', async () => {
    const { observed } = await load();
    process.env._X_AMZN_TRACE_ID = `Root=${ROOT};Parent=557abcec3ee5a047;Sampled=1`;
    await expect(
      observed('orders', async () => {
        throw new Error('broken');
      })({}),
    ).rejects.toThrow('broken');
    expect(await received(1)).toMatchObject([
      { name: '## orders', fault: true, cause: { exceptions: [{ message: 'broken' }] } },
    ]);
  });
});
