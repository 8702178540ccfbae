import { ulid } from 'ulid';
import { EncryptedAccessCopies } from '../../../../shop/adapters/secrets/order-access-copies';
import { output } from '../../../../shop/adapters/telemetry/log';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { openAccessCopies } from '../../../../shop/handlers/composition/order-access';

describe("encrypted copies of orders' access tokens", () => {
  const copies = (...secrets: string[]) => new EncryptedAccessCopies(async () => secrets);
  const [orderId, token] = [ulid(), newAccessToken()];
  const sealed = async (...secrets: string[]) => (await copies(...secrets).seal(orderId, token)) ?? '';
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());

  test('can be decrypted, and each one is different', async () => {
    const [one, two] = [await sealed('secret'), await sealed('secret')];
    expect(one).not.toBe(two);
    expect(one).not.toContain(token);
    for (const copy of [one, two]) expect(await copies('secret').open(orderId, copy)).toBe(token);
  });

  test('of the longest access token fit into their column', async () => {
    const longest = await copies('secret').seal(orderId, 'x'.repeat(128));
    expect(longest?.length).toBeLessThanOrEqual(400);
  });

  test('cannot be decrypted for another order', async () => {
    expect(await copies('secret').open(ulid(), await sealed('secret'))).toBeUndefined();
  });

  test('are encrypted with the new secret during a rotation, and decrypted with both', async () => {
    const [before, during] = [await sealed('old'), await sealed('new', 'old')];
    for (const copy of [before, during]) expect(await copies('new', 'old').open(orderId, copy)).toBe(token);
    expect(await copies('new').open(orderId, during)).toBe(token);
    expect(await copies('old').open(orderId, during)).toBeUndefined();
    expect(await copies('new').open(orderId, before)).toBeUndefined();
  });

  test('that were changed or cut, and other texts, cannot be decrypted', async () => {
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

  test('are left out when the secret cannot be read, and the order is accepted', async () => {
    const unavailable = new EncryptedAccessCopies(async () => {
      throw new Error('secret unavailable');
    });
    expect(await unavailable.seal(orderId, token)).toBeUndefined();
    expect(await copies().seal(orderId, token)).toBeUndefined();
    expect(output.line).toHaveBeenCalledTimes(2);
    expect(jest.mocked(output.line).mock.calls.join()).not.toContain(token);
    // The mail then waits, because its link should contain the token.
    await expect(unavailable.open(orderId, await sealed('secret'))).rejects.toThrow('secret unavailable');
  });

  test('use the secrets of the environment, and do not exist without', async () => {
    const configured = openAccessCopies({ secrets: ['secret'] });
    expect(await configured.open(orderId, await sealed('secret'))).toBe(token);
    const none = openAccessCopies(undefined);
    expect(await none.seal(orderId, token)).toBeUndefined();
    expect(await none.open(orderId, await sealed('secret'))).toBeUndefined();
  });
});
