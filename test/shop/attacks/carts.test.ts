import { RunningShop } from './running-shop';
import { TYPED as FIELDS, Visitor } from './visitor';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';

const [KETTLE, GRINDER, DRIPPER] = DEMO_PRODUCTS;

let shop: RunningShop;
beforeAll(async () => {
  shop = await RunningShop.open();
});
afterAll(async () => shop.close());

/** Returns those of the three products that the cart shows. */
const inCart = async (visitor: Visitor) => {
  const { text } = await visitor.get('/cart');
  return [KETTLE, GRINDER, DRIPPER].map(({ name }) => name).filter((name) => text.includes(name));
};

test('lines that a second tab has added stay in the cart when the first tab orders', async () => {
  const ada = new Visitor(shop, '203.0.113.21');
  await ada.add(KETTLE.id, 2);
  const firstTab = await ada.get('/checkout');
  await ada.add(GRINDER.id);
  await ada.add(KETTLE.id);
  const { location } = await ada.submit(firstTab, '/checkout', FIELDS);
  await shop.becomes(location.replace('/orders/', ''), 'placed');
  expect(await inCart(ada)).toEqual([KETTLE.name, GRINDER.name]);
  // Two of the three kettles were ordered.
  expect((await ada.get('/cart')).text).toMatch(/name="quantity"[^>]*value="1"/);
});

test('a rejected order of two lines puts both back into the cart', async () => {
  const ada = new Visitor(shop, '203.0.113.22');
  await ada.add(GRINDER.id);
  await ada.add(DRIPPER.id);
  const page = await ada.get('/checkout');
  const { location } = await shop.sellingOut(DRIPPER.id, async () => ada.submit(page, '/checkout', FIELDS));
  await shop.becomes(location.replace('/orders/', ''), 'rejected');
  expect(await inCart(ada)).toEqual([GRINDER.name, DRIPPER.name]);
});
