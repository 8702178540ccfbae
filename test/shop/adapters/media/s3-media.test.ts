import { createHmac } from 'crypto';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { S3Media } from '../../../../shop/adapters/media/s3-media';

const KEY = 'media/products/01J8Z00000000000000000KET1/01J8Z00000000000000000PCT1.jpg';
const RETURN =
  'https://shop.example.com/seller/products/01J8Z00000000000000000KET1/pictures/01J8Z00000000000000000PCT1.jpg';
const UPLOAD = { key: KEY, contentType: 'image/jpeg', maximumBytes: 5 * 1024 * 1024, returnTo: RETURN };

const environment: Record<string, string> = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_SESSION_TOKEN: 'session',
};
const saved = new Map<string, string | undefined>();

beforeAll(() => {
  for (const [name, value] of Object.entries(environment)) {
    saved.set(name, process.env[name]);
    process.env[name] = value;
  }
  saved.set('AWS_ENDPOINT_URL', process.env.AWS_ENDPOINT_URL);
});
afterAll(() => {
  for (const [name, value] of saved) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('the form for a picture', () => {
  test("posts to the bucket, with a policy that the server's keys sign for ten minutes", async () => {
    const before = Date.now();
    const { url, fields } = await new S3Media('shop-media').createUpload(UPLOAD);
    expect(url).toBe('https://shop-media.s3.eu-central-1.amazonaws.com/');
    expect(fields).toMatchObject({
      key: KEY,
      'Content-Type': 'image/jpeg',
      success_action_redirect: RETURN,
      'X-Amz-Security-Token': 'session',
    });

    const policy = JSON.parse(Buffer.from(fields.Policy, 'base64').toString()) as {
      expiration: string;
      conditions: unknown[];
    };
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 1, 5 * 1024 * 1024],
        { key: KEY },
        { 'Content-Type': 'image/jpeg' },
        { success_action_redirect: RETURN },
        { bucket: 'shop-media' },
      ]),
    );
    const minutes = (Date.parse(policy.expiration) - before) / 60_000;
    expect(minutes).toBeGreaterThan(9.9);
    expect(minutes).toBeLessThan(10.2);

    const [date] = fields['X-Amz-Date'].split('T');
    const sign = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
    const key = ['eu-central-1', 's3', 'aws4_request'].reduce<Buffer>(
      (before_, part) => sign(before_, part),
      sign('AWS4not-a-secret', date),
    );
    expect(fields['X-Amz-Signature']).toBe(sign(key, fields.Policy).toString('hex'));
  });
});

describe('the check for an uploaded picture', () => {
  let server: Server;
  let status = 200;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [200, true],
    [404, false],
    [403, false],
  ])('%d: %s', async (answer, there) => {
    status = answer;
    expect(await new S3Media('shop-media').exists(KEY)).toBe(there);
    expect(asked.at(-1)).toBe(`HEAD /shop-media/${KEY}`);
  });

  test('throws when the answer is unknown', async () => {
    status = 503;
    await expect(new S3Media('shop-media').exists(KEY)).rejects.toThrow();
  });
});
