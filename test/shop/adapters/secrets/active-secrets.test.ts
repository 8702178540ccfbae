import { orderAccessSecrets, paymentSecrets } from '../../../../shop/adapters/secrets/active-secrets';

describe('payment secrets', () => {
  const read = (text: string) => paymentSecrets({ secretArn: 'arn:s' }, async (arn) => (arn === 'arn:s' ? text : ''))();

  test('are one as text, or two during a rotation', async () => {
    expect(await read('whsec')).toEqual(['whsec']);
    expect(await read('{"active":["new","old","older",""]}')).toEqual(['new', 'old']);
    expect(await read('{"other":1}')).toEqual(['{"other":1}']);
    expect(await read('"quoted"')).toEqual(['"quoted"']);
    expect(await read('{"active":[1,""]}')).toEqual([]);
  });

  test('come from the environment on a laptop, and are required', async () => {
    const nothing = async () => '';
    expect(await paymentSecrets({ secrets: ['a', 'b', 'c'] }, nothing)()).toEqual(['a', 'b']);
    expect(() => paymentSecrets({}, nothing)).toThrow('PAYMENT_SECRET_ARN');
    expect(() => orderAccessSecrets({}, nothing)).toThrow('ORDER_ACCESS_SECRET_ARN');
  });
});
