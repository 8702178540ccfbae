import { ulid } from 'ulid';
import { EncryptedAccessCopies } from '../../../../shop/adapters/secrets/order-access-copies';
import { output } from '../../../../shop/adapters/telemetry/log';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { openAccessCopies } from '../../../../shop/handlers/composition/order-access';

describe('copies of the secrets of orders', () => {
  const copies = (...secrets: string[]) => new EncryptedAccessCopies(async () => secrets);
  const [orderId, token] = [ulid(), newAccessToken()];
  const sealed = async (...secrets: string[]) => (await copies(...secrets).seal(orderId, token)) ?? '';
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());

  test('open again, and each is different', async () => {
    const [one, two] = [await sealed('secret'), await sealed('secret')];
    expect(one).not.toBe(two);
    expect(one).not.toContain(token);
    for (const copy of [one, two]) expect(await copies('secret').open(orderId, copy)).toBe(token);
  });

  test('the longest secret of an order fits into its column', async () => {
    const longest = await copies('secret').seal(orderId, 'x'.repeat(128));
    expect(longest?.length).toBeLessThanOrEqual(400);
  });

  test('a copy that was moved to another order opens nothing', async () => {
    expect(await copies('secret').open(ulid(), await sealed('secret'))).toBeUndefined();
  });

  test('while the secret is changed, the new one seals and both open', async () => {
    const [before, during] = [await sealed('old'), await sealed('new', 'old')];
    for (const copy of [before, during]) expect(await copies('new', 'old').open(orderId, copy)).toBe(token);
    expect(await copies('new').open(orderId, during)).toBe(token);
    expect(await copies('old').open(orderId, during)).toBeUndefined();
    expect(await copies('new').open(orderId, before)).toBeUndefined();
  });

  test('what was changed, cut or never was a copy opens nothing', async () => {
    const copy = await sealed('secret');
    const bytes = Buffer.from(copy.slice(3), 'base64url');
    const changed = Array.from(bytes, (_, index) => {
      const broken = Buffer.from(bytes);
      broken[index] = (broken[index] + 1) % 256;
      return `v1.${broken.toString('base64url')}`;
    });
    const others = ['', 'v1', 'v1.', `v2.${copy.slice(3)}`, copy.slice(0, -4), `v1.${'A'.repeat(80)}`, 'v1.!!!', token];
    for (const broken of [...changed, ...others]) expect(await copies('secret').open(orderId, broken)).toBeUndefined();
  });

  test('a secret that cannot be read costs the order nothing but its copy', async () => {
    const away = new EncryptedAccessCopies(async () => {
      throw new Error('secret away');
    });
    expect(await away.seal(orderId, token)).toBeUndefined();
    expect(await copies().seal(orderId, token)).toBeUndefined();
    expect(output.line).toHaveBeenCalledTimes(2);
    expect(jest.mocked(output.line).mock.calls.join()).not.toContain(token);
    // The mail then waits: its link should have the secret.
    await expect(away.open(orderId, await sealed('secret'))).rejects.toThrow('secret away');
  });

  test('are made with the secrets of the environment, and not at all without', async () => {
    const configured = openAccessCopies({ secrets: ['secret'] });
    expect(await configured.open(orderId, await sealed('secret'))).toBe(token);
    const none = openAccessCopies(undefined);
    expect(await none.seal(orderId, token)).toBeUndefined();
    expect(await none.open(orderId, await sealed('secret'))).toBeUndefined();
  });
});
