import { createServer } from 'net';
import { ALBEvent } from 'aws-lambda';
import { rawRequest } from './raw-request';
import { output } from '../../../../shop/adapters/telemetry/log';
import { loadBalanced, LoadBalancerFunction } from '../../../../shop/local/load-balancer/load-balancer';
import { LocalGateway, GatewayRoute } from '../../../../shop/local/load-balancer/local-gateway';

let gateway: LocalGateway;
const serve = async (...routes: GatewayRoute[]): Promise<LocalGateway> => {
  gateway.serve(routes);
  return gateway;
};
const hello: GatewayRoute = {
  pathPrefix: '/',
  answer: (_, response) => {
    response.end('hello');
  },
};

beforeEach(async () => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  gateway = await LocalGateway.open(0);
});
afterEach(async () => {
  await gateway.close(0);
  jest.restoreAllMocks();
});

describe('the local gateway', () => {
  test('answers 503 until the shop has started', async () => {
    const early = await fetch(gateway.url);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
    await serve(hello);
    expect(await (await fetch(gateway.url)).text()).toBe('hello');
  });

  test('listens on this machine only, and refuses other host names', async () => {
    await serve(hello);
    const port = Number(new URL(gateway.url).port);
    for (const host of [`localhost:${port}`, '127.0.0.1', '[::1]:80', 'LOCALHOST']) {
      expect(await rawRequest(port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200/,
      );
    }
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80']) {
      expect(await rawRequest(port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 421[^]*open http:\/\/127/,
      );
    }
  });

  test('names a port in use, and what to do', async () => {
    const taken = Number(new URL(gateway.url).port);
    await expect(LocalGateway.open(taken)).rejects.toThrow(
      `port ${taken} is in use: choose another one with --port, such as --port ${taken + 1}`,
    );
    const other = createServer();
    const failing = jest.spyOn(other.constructor.prototype, 'listen').mockImplementation(function listen(
      this: unknown,
    ) {
      const server = this as NodeJS.EventEmitter;
      setImmediate(() => server.emit('error', Object.assign(new Error('denied'), { code: 'EACCES' })));
      return this;
    });
    await expect(LocalGateway.open(80)).rejects.toThrow('port 80 is not open to this user');
    failing.mockRestore();
  });

  test('answers 500 for a failed route and continues', async () => {
    await serve(
      {
        pathPrefix: '/bad',
        answer: async () => {
          throw new Error('oops');
        },
      },
      hello,
    );
    expect((await fetch(`${gateway.url}/bad`)).status).toBe(500);
    expect((await fetch(`${gateway.url}/`)).status).toBe(200);
  });

  test('waits for running requests, but not forever', async () => {
    let begun = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      begun = resolve;
    });
    await serve(
      {
        pathPrefix: '/slow',
        answer: (_, response) => {
          begun();
          setTimeout(() => response.end('done'), 100);
        },
      },
      { pathPrefix: '/never', answer: () => begun() },
    );
    const slow = fetch(`${gateway.url}/slow`).then(async (response) => response.text());
    await arrived;
    await gateway.close(60_000);
    expect(await slow).toBe('done');

    gateway = await LocalGateway.open(0);
    await serve({ pathPrefix: '/', answer: () => begun() });
    const again = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const never = fetch(gateway.url).then(
      () => 'answered',
      () => 'cut off',
    );
    await again;
    // Only its time limit closes it, because the request is never answered.
    await gateway.close(100);
    expect(await never).toBe('cut off');
  });
});

describe('the load balancer', () => {
  let events: ALBEvent[];
  const ok: LoadBalancerFunction = async (event) => {
    events.push(event);
    return {
      statusCode: 201,
      headers: { 'x-answer': 'yes', 'content-type': 'text/plain' },
      body: 'created',
      isBase64Encoded: false,
    };
  };
  beforeEach(() => {
    events = [];
  });

  test('passes path and query as they were sent, and text as text', async () => {
    await serve({ pathPrefix: '/', answer: loadBalanced(ok) });
    const response = await fetch(`${gateway.url}/api/a%20b?search=%C3%A4+b&flag&search=last`, {
      method: 'POST',
      body: '{"a":"ä"}',
      headers: { 'content-type': 'application/json', 'X-Mine': '1' },
    });
    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([201, 'yes', 'created']);
    expect(events[0]).toMatchObject({
      httpMethod: 'POST',
      path: '/api/a%20b',
      queryStringParameters: { search: 'last', flag: '' },
      headers: {
        'content-type': 'application/json',
        'x-mine': '1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
      },
      body: '{"a":"ä"}',
      isBase64Encoded: false,
    });
    expect(events[0].headers?.['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  test('passes every other body as base64', async () => {
    await serve({ pathPrefix: '/', answer: loadBalanced(ok) });
    const body = Buffer.from([0, 255, 128]);
    await fetch(gateway.url, { method: 'POST', body, headers: { 'content-type': 'application/octet-stream' } });
    await fetch(gateway.url, {
      method: 'POST',
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await fetch(gateway.url, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'content-encoding': 'identity' },
    });
    expect(events.map(({ isBase64Encoded }) => isBase64Encoded)).toEqual([true, true, true]);
    expect(Buffer.from(events[0].body ?? '', 'base64')).toEqual(body);
    await fetch(gateway.url);
    expect(events[3]).toMatchObject({ body: '', isBase64Encoded: false });
  });

  test('passes a repeated header once', async () => {
    await serve({ pathPrefix: '/', answer: loadBalanced(ok) });
    await rawRequest(
      Number(new URL(gateway.url).port),
      'GET / HTTP/1.1\r\nHost: localhost\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nConnection: close\r\n\r\n',
    );
    expect(events[0].headers?.['set-cookie']).toBe('b');
  });

  test('passes no body of more than a megabyte', async () => {
    await serve({ pathPrefix: '/', answer: loadBalanced(ok) });
    const response = await fetch(gateway.url, {
      method: 'POST',
      body: Buffer.alloc(1024 * 1024 + 1),
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, events.length]).toEqual([413, 0]);
    expect((await fetch(gateway.url, { method: 'POST', body: Buffer.alloc(1024 * 1024) })).status).toBe(201);
  });

  test('converts a binary answer, an answer to HEAD, an empty answer and a failure', async () => {
    const answers: Record<string, LoadBalancerFunction> = {
      '/binary': async () => ({
        statusCode: 200,
        body: Buffer.from([1, 255]).toString('base64'),
        isBase64Encoded: true,
      }),
      '/head': ok,
      '/nothing': async () => ({ statusCode: 204 }),
      '/fails': async () => {
        throw new Error('broken');
      },
    };
    await serve(
      ...Object.entries(answers).map(([begins, answer]) => ({ pathPrefix: begins, answer: loadBalanced(answer) })),
    );
    expect(Buffer.from(await (await fetch(`${gateway.url}/binary`)).arrayBuffer())).toEqual(Buffer.from([1, 255]));
    const head = await fetch(`${gateway.url}/head`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([201, '7', '']);
    expect((await fetch(`${gateway.url}/nothing`)).status).toBe(204);
    expect((await fetch(`${gateway.url}/fails`)).status).toBe(502);
  });
});
