import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { mediaUrl } from '../../../../shop/domain/inventory/pictures';
import { LocalGateway } from '../../../../shop/local/load-balancer/local-gateway';
import { LocalMedia } from '../../../../shop/local/media/media';
import { mediaRoutes, UPLOAD_PATH } from '../../../../shop/local/media/media-routes';
import { Upload } from '../../../../shop/ports/media';

let folder: string;
let media: LocalMedia;
let gateway: LocalGateway;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shop-media-'));
  media = new LocalMedia(join(folder, 'media'), UPLOAD_PATH);
  gateway = await LocalGateway.open(0);
  gateway.serve(mediaRoutes(media));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await gateway.close(0);
  rmSync(folder, { recursive: true });
});

const KEY = 'media/products/01J8Z/front view.png';
const PICTURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255, 13, 10, 45, 45]);
const offer = async (maximumBytes = 1_000): Promise<Upload> =>
  media.createUpload({ key: KEY, contentType: 'image/png', maximumBytes, returnTo: '/seller/products/1?saved=image' });

/** Form as a browser sends it: the fields in their order, then the file. */
async function post({ url, fields }: Upload, file: Buffer = PICTURE, changes: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
  form.append('file', new Blob([file], { type: 'image/png' }), 'my "picture".png');
  const response = await fetch(gateway.url + url, { method: 'POST', body: form, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

test('an uploaded picture is served at its public address', async () => {
  expect(await media.exists(KEY)).toBe(false);
  const { status, location } = await post(await offer());
  expect(status).toBe(303);
  const target = new URL(location ?? '', 'http://shop');
  expect(target.pathname).toBe('/seller/products/1');
  expect(Object.fromEntries(target.searchParams)).toEqual({
    saved: 'image',
    bucket: 'local',
    key: KEY,
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  expect(await media.exists(KEY)).toBe(true);

  const served = await fetch(gateway.url + mediaUrl(KEY));
  expect(Buffer.from(await served.arrayBuffer())).toEqual(PICTURE);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  expect(served.headers.get('content-security-policy')).toContain('sandbox');
  const head = await fetch(gateway.url + mediaUrl(KEY), { method: 'HEAD' });
  expect([head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([
    String(PICTURE.length),
    0,
  ]);
});

test('a second picture replaces the first one, and the redirect address may have no query', async () => {
  const upload = await media.createUpload({ key: KEY, contentType: 'image/jpeg', maximumBytes: 10, returnTo: '/back' });
  await post(await offer());
  expect((await post(upload, Buffer.from('second'))).location).toMatch(/^\/back\?bucket=local&key=/);
  expect(await media.read(KEY)).toEqual({ contentType: 'image/jpeg', content: Buffer.from('second') });
  expect(readdirSync(join(folder, 'media'))).toHaveLength(2);
});

test.each([
  ['another key', { key: 'media/other.png' }, 403, 'AccessDenied'],
  ['another type', { 'Content-Type': 'text/html' }, 403, 'AccessDenied'],
  ['another way back', { success_action_redirect: 'https://evil.example/' }, 403, 'AccessDenied'],
  ['a field that was not signed', { acl: 'public-read' }, 403, 'AccessDenied'],
  ['an invented policy', { Policy: Buffer.from('{"key":"media/x"}').toString('base64') }, 403, 'SignatureDoesNotMatch'],
  ['no signature', { 'X-Amz-Signature': '' }, 403, 'SignatureDoesNotMatch'],
])('an upload with %s is refused and not stored', async (_, changes, status, code) => {
  const answer = await post(await offer(), PICTURE, changes as Record<string, string>);
  expect([answer.status, /<Code>(\w+)<\/Code>/.exec(answer.text)?.[1]]).toEqual([status, code]);
  expect(await media.exists(KEY)).toBe(false);
  expect(await media.exists('media/other.png')).toBe(false);
});

test('an upload that is too large, empty, missing or too late is refused', async () => {
  expect((await post(await offer(PICTURE.length - 1))).text).toContain('EntityTooLarge');
  expect((await post(await offer(PICTURE.length))).status).toBe(303);
  expect((await post(await offer(), Buffer.alloc(0))).text).toContain('EntityTooSmall');
  const { url, fields } = await offer();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  expect(await (await fetch(gateway.url + url, { method: 'POST', body: form })).text()).toContain('InvalidArgument');
  expect((await post(await offer(100_000_000), Buffer.alloc(34_000_000))).text).toContain('EntityTooLarge');
  const late = await offer();
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now + 11 * 60_000);
  expect((await post(late)).text).toContain('Policy expired');
});

test.each([
  ['no form', 'application/json', '{}'],
  ['no boundary', 'multipart/form-data', 'x'],
  ['another boundary', 'multipart/form-data; boundary=a', '--b\r\n\r\n--b--'],
  [
    'a form without an end',
    'multipart/form-data; boundary=a',
    '--a\r\nContent-Disposition: form-data; name="key"\r\n\r\nvalue',
  ],
  [
    'a field without a name',
    'multipart/form-data; boundary="a"',
    '--a\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--a--\r\n',
  ],
  ['a part without a header', 'multipart/form-data; boundary=a', '--a\r\nvalue\r\n--a--\r\n'],
])('%s is answered 400', async (_, type, body) => {
  const response = await fetch(gateway.url + UPLOAD_PATH, { method: 'POST', headers: { 'content-type': type }, body });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('MalformedPOSTRequest')]);
});

test('other methods and addresses are refused', async () => {
  expect((await fetch(gateway.url + UPLOAD_PATH)).status).toBe(405);
  expect((await fetch(`${gateway.url}/media/none.png`)).status).toBe(404);
  expect((await fetch(`${gateway.url}/media/%ff`)).status).toBe(404);
  await post(await offer());
  expect((await fetch(gateway.url + mediaUrl(KEY), { method: 'POST' })).status).toBe(404);
});

test('a key never names a file outside the folder', async () => {
  const key = 'media/../../../outside.png';
  const upload = await media.createUpload({ key, contentType: 'image/png', maximumBytes: 100, returnTo: '/' });
  expect((await post(upload)).status).toBe(303);
  expect(readdirSync(folder)).toEqual(['media']);
  expect(readdirSync(join(folder, 'media')).every((name) => !name.includes('.png'))).toBe(true);
  expect(await media.exists(key)).toBe(true);
});

test('an error of the disk is not answered as a mistake of the visitor', async () => {
  rmSync(folder, { recursive: true });
  const broken = new LocalMedia('/dev/null/media', UPLOAD_PATH);
  gateway.serve(mediaRoutes(broken));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(
    (await post(await broken.createUpload({ key: KEY, contentType: 'image/png', maximumBytes: 100, returnTo: '/' })))
      .status,
  ).toBe(500);
  folder = mkdtempSync(join(tmpdir(), 'shop-media-'));
});
