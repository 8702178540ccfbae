import { classify, toStoreError } from '../../../../shop/adapters/database/errors';
import { StoreError } from '../../../../shop/application/store-error';

const postgres = (code: string) => Object.assign(new Error('x'), { code, severity: 'ERROR' });
const mysql = (errno: number, code = 'ER_WRONG_NAME') =>
  Object.assign(new Error('x'), { errno, code, sqlState: 'HY000' });
const network = (code: string) => Object.assign(new Error('x'), { code, errno: -111 });

describe('the meaning of a database error', () => {
  test.each([
    ['duplicate', postgres('23505'), mysql(1062)],
    ['check', postgres('23514'), mysql(3819)],
    ['check', postgres('23514'), mysql(4025)],
    ['conflict', postgres('40P01'), mysql(1213)],
    ['conflict', postgres('40001'), mysql(1205)],
    ['schema', postgres('42P01'), mysql(1146)],
    ['schema', postgres('28P01'), mysql(1045)],
    ['unavailable', postgres('57P01'), mysql(1053)],
    ['unavailable', postgres('08006'), mysql(1040)],
    ['other', postgres('22001'), mysql(1406)],
    ['unavailable', network('ECONNREFUSED'), network('PROTOCOL_CONNECTION_LOST')],
    [
      'unavailable',
      new Error('Connection terminated unexpectedly'),
      new Error('timeout exceeded when trying to connect'),
    ],
    [
      'unavailable',
      Object.assign(new Error(''), { errors: [network('ECONNREFUSED'), network('ECONNREFUSED')] }),
      new Error('Query read timeout'),
    ],
    ['unavailable', new Error("Can't add new command when connection is in closed state"), network('EPIPE')],
    ['other', new Error('something else'), 'not even an error'],
  ])('%s', (failure, one, other) => {
    expect([classify(one), classify(other)]).toEqual([failure, failure]);
  });

  test('the rest of the shop gets only the errors that it can handle', () => {
    expect(toStoreError(postgres('42P01'))).toMatchObject({ problem: 'schema' });
    expect(toStoreError(network('ETIMEDOUT'))).toMatchObject({ problem: 'unavailable' });
    expect(toStoreError(mysql(1213))).toMatchObject({ problem: 'unavailable' });
    const mine = new StoreError('schema', 'text');
    expect(toStoreError(mine)).toBe(mine);
    expect(classify(mine)).toBe('schema');
    const foreign = new TypeError('bug');
    expect(toStoreError(foreign)).toBe(foreign);
  });
});
