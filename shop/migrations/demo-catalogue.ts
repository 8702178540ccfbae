/** Small demonstration catalogue for a new shop; real products replace it. */
import { Executor, insertNew } from '../adapters/database/engine';

interface DemoProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly onHand: number;
  readonly lowMark: number;
}

/** Id of the delivery of all products, for the ledger. */
const FIRST_DELIVERY = '01J8Z0000000000000000000ZZ';

/** Products of the demonstration. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    id: '01J8Z00000000000000000KET1',
    sku: 'KET-090',
    name: 'Gooseneck kettle 0.9 l',
    priceMinor: 6490,
    onHand: 40,
    lowMark: 5,
    description:
      'Stainless steel kettle with a narrow spout that pours slowly and where you aim. ' +
      'Works on gas, induction and ceramic hobs.',
  },
  {
    id: '01J8Z00000000000000000GRD1',
    sku: 'GRD-038',
    name: 'Hand coffee grinder',
    priceMinor: 8900,
    onHand: 25,
    lowMark: 4,
    description:
      'Conical steel burrs, 38 mm, with 36 settings from espresso to French press. Grinds 25 g in about a minute.',
  },
  {
    id: '01J8Z00000000000000000DRP1',
    sku: 'DRP-002',
    name: 'Ceramic dripper, size 02',
    priceMinor: 2350,
    onHand: 120,
    lowMark: 15,
    description: 'Glazed ceramic filter holder for one to four cups. Keeps its warmth while the coffee drips.',
  },
  {
    id: '01J8Z00000000000000000FTR1',
    sku: 'FLT-100',
    name: 'Paper filters, size 02, 100 pieces',
    priceMinor: 590,
    onHand: 400,
    lowMark: 50,
    description: 'Unbleached filters without glue for the ceramic dripper. Compostable.',
  },
  {
    id: '01J8Z00000000000000000BNS1',
    sku: 'BNS-ETH-250',
    name: 'Coffee beans, Ethiopia Sidamo, 250 g',
    priceMinor: 1190,
    onHand: 90,
    lowMark: 12,
    description: 'Washed arabica from smallholders, roasted light: jasmine, bergamot and ripe peach.',
  },
  {
    id: '01J8Z00000000000000000BNS2',
    sku: 'BNS-BRA-1000',
    name: 'Coffee beans, Brazil Cerrado, 1 kg',
    priceMinor: 2890,
    onHand: 60,
    lowMark: 10,
    description: 'Natural arabica, roasted medium: hazelnut, milk chocolate and little acidity. Good for espresso.',
  },
  {
    id: '01J8Z00000000000000000SCA1',
    sku: 'SCL-2000',
    name: 'Coffee scale with timer',
    priceMinor: 4990,
    onHand: 30,
    lowMark: 4,
    description:
      'Weighs up to 2 kg in steps of 0.1 g and counts the seconds. Charges by USB-C, one charge lasts about 20 hours.',
  },
  {
    id: '01J8Z00000000000000000CVP1',
    sku: 'CUP-200-2',
    name: 'Stoneware cups 200 ml, pair',
    priceMinor: 3200,
    onHand: 8,
    lowMark: 6,
    description: 'Two hand-glazed cups, speckled grey. Safe in the dishwasher and the microwave oven.',
  },
];

/**
 * Version 0 in the version table: the catalogue was created once, and is not created again after all products were
 * deleted.
 */
const SEEDED = { version: 0, name: 'demo catalogue' };

/** Creates the catalogue once, in a database without products. */
export async function seedDemoCatalogue(connection: Executor): Promise<void> {
  const marker = await connection
    .selectFrom('schema_version')
    .select('version')
    .where('version', '=', SEEDED.version)
    .executeTakeFirst();
  const product = await connection.selectFrom('product').select('id').limit(1).executeTakeFirst();
  if (marker || product) return;
  const now = new Date();
  // In one transaction: an incomplete catalogue would look like a real one.
  await connection.transaction().execute(async (transaction) => {
    for (const { onHand, lowMark, priceMinor, ...entry } of DEMO_PRODUCTS) {
      await insertNew(transaction, 'product', {
        ...entry,
        price_minor: priceMinor,
        currency: 'EUR',
        active: true,
        version: 1,
        seller_id: null,
        image_key: null,
        created_at: now,
      });
      await insertNew(transaction, 'stock', { product_id: entry.id, on_hand: onHand, reserved: 0, low_mark: lowMark });
      await insertNew(transaction, 'stock_movement', {
        order_id: FIRST_DELIVERY,
        product_id: entry.id,
        kind: 'restock',
        on_hand_delta: onHand,
        reserved_delta: 0,
        created_at: now,
      });
    }
    await insertNew(transaction, 'schema_version', { ...SEEDED, applied_at: now });
  });
}
