import { createServer } from 'net';
import { output } from '../../../../shop/adapters/telemetry/log';
import { Lifecycle } from '../../../../shop/handlers/web-server/lifecycle';
import { start } from '../../../../shop/handlers/web-server/start';

beforeEach(() => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
});

afterEach(() => jest.restoreAllMocks());

describe('lifecycle', () => {
  const exit = jest.fn();

  test('the first signal drains, closes and ends the process', async () => {
    const steps: string[] = [];
    const subject = new Lifecycle({
      drainMs: 30,
      finishMs: 1_000,
      close: async () => {
        steps.push('close');
      },
      exit: (code) => steps.push(`exit ${code}`),
    });
    expect(subject.draining).toBe(false);
    const done = subject.signal('SIGTERM');
    expect(subject.draining).toBe(true);
    expect(steps).toEqual([]);
    await done;
    expect(steps).toEqual(['close', 'exit 0']);
  });

  test('the second signal ends at once', async () => {
    const close = jest.fn(async () => undefined);
    const subject = new Lifecycle({ drainMs: 50, finishMs: 1_000, close, exit });
    const done = subject.signal('SIGTERM');
    await subject.signal('SIGTERM');
    expect(exit.mock.calls).toEqual([[1]]);
    expect(close).not.toHaveBeenCalled();
    await done;
  });

  test('the process ends at the deadline of running requests, and after a failed close', async () => {
    let finish = () => undefined as void;
    const ended = new Promise<void>((resolve) => {
      exit.mockImplementationOnce(() => resolve());
    });
    const hanging = new Lifecycle({
      drainMs: 0,
      finishMs: 20,
      close: async () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
      exit,
    });
    const done = hanging.signal('SIGTERM');
    await ended;
    expect(exit.mock.calls).toEqual([[1]]);
    finish();
    await done;
    exit.mockClear();
    await new Lifecycle({
      drainMs: 0,
      finishMs: 20,
      close: async () => {
        throw new Error('no');
      },
      exit,
    }).signal('SIGINT');
    expect(exit.mock.calls).toEqual([[0]]);
  });
});

describe('start', () => {
  const freePort = async () =>
    new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
  const environment = async () => ({
    PORT: String(await freePort()),
    DRAIN_SECONDS: '0',
    SHOP_NAME: 'Corner shop',
    DATABASE_ENGINE: 'postgres',
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: '1',
    DATABASE_NAME: 'shop',
    DATABASE_SIGN_IN: 'password',
    DATABASE_PASSWORD: 'x',
    DATABASE_TLS: 'off',
  });

  test('is healthy without a database, answers 503, and ends on a signal', async () => {
    const signals = new Map<string, () => void>();
    let exit: (code: number) => void = () => undefined;
    const ended = new Promise<number>((resolve) => {
      exit = resolve;
    });
    const port = await start({
      env: await environment(),
      onSignal: (name, act) => signals.set(name, act),
      exit: (code) => exit(code),
    });
    try {
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(page.status).toBe(503);
      expect(await page.text()).toContain('Corner shop');
    } finally {
      signals.get('SIGTERM')?.();
    }
    await expect(ended).resolves.toBe(0);
    expect([...signals.keys()].sort()).toEqual(['SIGINT', 'SIGTERM']);
  });

  test('names an invalid variable', async () => {
    const host = { onSignal: () => undefined, exit: () => undefined };
    await expect(start({ ...host, env: { ...(await environment()), DRAIN_SECONDS: 'long' } })).rejects.toThrow(
      'DRAIN_SECONDS',
    );
    await expect(start({ ...host, env: {} })).rejects.toThrow('DATABASE_HOST');
  });
});
