import { Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newShop } from './shop';
import { loadConfig } from '../../shop/adapters/configuration/load-config';
import type { CommerceOptions } from '../../src/commerce/commerce-options';
import { newClient } from '../messaging/room';
import { resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

interface Properties {
  readonly Environment?: { readonly Variables: Record<string, string> };
}

const NAMES = [
  'ORDER_HOLDING_SECONDS',
  'RESERVABLE_SHARE',
  'UNPAID_ORDER_LIMITS',
  'UNPAID_PIECE_LIMITS',
  'DELIVERY_CHANGE_DELAY_SECONDS',
];

/** The variables about orders, of each function that has any. */
function rulesOf(options: CommerceOptions): Record<string, string>[] {
  const { stack } = newShop({ commerce: options });
  return Object.values(resources(Template.fromStack(stack), 'AWS::Lambda::Function'))
    .map(({ Properties }) => {
      const { Variables = {} } = (Properties as unknown as Properties).Environment ?? {};
      return Object.fromEntries(Object.entries(Variables).filter(([name]) => NAMES.includes(name)));
    })
    .filter((variables) => Object.keys(variables).length > 0);
}

test('with the defaults no variable is set, and the shop uses its defaults', () => {
  expect(rulesOf({})).toEqual([]);
  expect(loadConfig({}).orders).toEqual({
    holdingMs: 1_800_000,
    reservableShare: 25,
    deliveryChangeDelayMs: 0,
    unpaidLimits: {
      orders: { session: 10, address: 40, network: 200, email: 10 },
      pieces: { session: 100, address: 200, network: 400, email: 100 },
    },
  });
});

test('options reach every function except migrations, and the shop reads them correctly', () => {
  const told = rulesOf({
    deliveryChangeDelay: Duration.hours(4),
    unpaidOrders: {
      holdingTime: Duration.minutes(10),
      reservableShare: 50,
      maxOrdersPerSession: 1,
      maxOrdersPerAddress: 2,
      maxOrdersPerNetwork: 3,
      maxOrdersPerEmail: 4,
      maxPiecesPerSession: 5,
      maxPiecesPerAddress: 6,
      maxPiecesPerNetwork: 7,
      maxPiecesPerEmail: 8,
    },
  });
  expect(told).toHaveLength(6);
  for (const variables of told) {
    expect(loadConfig(variables).orders).toEqual({
      holdingMs: 600_000,
      reservableShare: 50,
      deliveryChangeDelayMs: 4 * 3_600_000,
      unpaidLimits: {
        orders: { session: 1, address: 2, network: 3, email: 4 },
        pieces: { session: 5, address: 6, network: 7, email: 8 },
      },
    });
  }
});

test('servers get the same variables', () => {
  const { stack, commerce } = newShop({ commerce: { unpaidOrders: { maxOrdersPerAddress: 500 } } });
  const client = newClient(stack);
  commerce.connectServers(client);
  expect(client.environment).toMatchObject({ UNPAID_ORDER_LIMITS: 'address=500' });
});

test('tokens are accepted', () => {
  const produce = { produce: () => 7 };
  const [variables] = rulesOf({
    unpaidOrders: { reservableShare: Lazy.number(produce), maxOrdersPerEmail: Lazy.number(produce) },
  });
  expect(variables).toEqual({ RESERVABLE_SHARE: expect.anything(), UNPAID_ORDER_LIMITS: expect.anything() });
  expect(JSON.stringify(variables)).not.toContain('-1.888');
});
