/** Victim with all kinds of data in the shop, and an attacker with as many. */
import { ulid } from 'ulid';
import { AccessShop } from './access-shop';
import {
  addressOf,
  consentTo,
  newInvitation,
  newPerson,
  newResetCode,
  newSeller,
  Person,
  Secret,
  SellerPerson,
} from './people';
import { addToCart, openCart } from '../../../../shop/application/carts/cart';
import { format, money } from '../../../../shop/domain/money';
import { OrderState } from '../../../../shop/domain/orders/order';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { Store } from '../../../../shop/ports/store';
import { writing } from '../../support/writing';

export interface Orders {
  readonly placed: Secret;
  readonly packed: Secret;
  readonly shipped: Secret;
  readonly refundDue: Secret;
}

export interface Customer {
  readonly person: Person;
  readonly orders: Orders;
  readonly cartId: string;
  readonly unsubscribe: string;
}

export interface World {
  readonly shop: AccessShop;
  readonly store: Store;
  /** Product that only the victim's orders contain. */
  readonly held: string;
  /** Product on sale. */
  readonly goods: string;
  readonly victim: Customer;
  /** Orders without an account, with the victim's second e-mail address. */
  readonly guest: { readonly email: string; readonly orders: readonly Secret[] };
  readonly seller: SellerPerson;
  readonly administrator: Person;
  readonly resetCode: string;
  readonly invited: Person;
  readonly invitation: string;
  readonly stranger: Customer;
  readonly strangerSeller: SellerPerson;
}

const VICTIM_PRICE = 3_141_593;
const DRAFT = { price: 7_654_321, stock: 918_273 };

export async function buildWorld(shop: AccessShop, store: Store): Promise<World> {
  const [held, goods] = [
    await addProduct(store, 'Held cup', VICTIM_PRICE),
    await addProduct(store, 'Plain plate', 990),
  ];
  const victim = await newCustomer(shop, store, 'Quixvictim', held);
  const guest = { email: 'guest@quixguest.example.com', orders: [] as Secret[] };
  for (let index = 0; index < 3; index += 1) {
    guest.orders.push(await order(shop, store, { product: held, email: guest.email, mark: 'Quixguest' }));
  }
  const seller = await newSeller(store, 'Quixseller', DRAFT);
  const administrator = await newPerson(store, 'Quixadmin', 'admin');
  const invited = await newPerson(store, 'Quixinvited');
  const stranger = await newCustomer(shop, store, 'Ownstranger', goods);
  const world = {
    shop,
    store,
    held,
    goods,
    victim,
    guest,
    seller,
    administrator,
    invited,
    stranger,
    resetCode: await newResetCode(store, victim.person.id),
    invitation: await newInvitation(store, invited.id),
    strangerSeller: await newSeller(store, 'Ownseller'),
  };
  // Pending messages are delivered now, so that every later mail has a later cause.
  await shop.storefront.relay();
  return world;
}

/** Texts that may be in no answer to the attacker, unless the attacker has sent them. */
export function secretsOf(world: World): readonly string[] {
  const { victim, guest, seller, administrator, invited } = world;
  const people = [victim.person, seller, administrator, invited];
  const orders = [...Object.values(victim.orders), ...guest.orders] as readonly Secret[];
  const totals = [DRAFT.price, 2 * VICTIM_PRICE].flatMap((minor) => [
    String(minor),
    format(money(minor, 'EUR')),
    (minor / 100).toFixed(2),
  ]);
  return [
    ...[...people.map(({ mark }) => mark), 'Quixguest'].flatMap(wordsOf),
    'guest@quixguest',
    String(DRAFT.stock),
    DRAFT.stock.toLocaleString('en'),
    ...totals,
    ...people.flatMap(({ id, session, sessionHash, addressId }) => [id, session, sessionHash, addressId]),
    ...orders.flatMap(({ id, token }) => [id, token]),
    victim.cartId,
    victim.unsubscribe,
    world.resetCode,
    world.invitation,
    seller.sellerId,
  ].map((text) => text.toLowerCase());
}

/** Texts of a person that no request contains, with any e-mail address. */
function wordsOf(mark: string): readonly string[] {
  return [
    ...['Name', 'Person', 'Lane', 'Town', 'Draft', 'Secret of'].map((word) => `${word} ${mark}`),
    ...['home', 'sku', '@'].map((word) => `${mark}${word}`),
  ];
}

export async function addProduct(store: Store, name: string, priceMinor: number): Promise<string> {
  const id = ulid();
  const product = { id, sku: id, name, description: 'For everyone', priceMinor, currency: 'EUR', active: true };
  await store.transaction(async (unit) => {
    await unit.inventory.insert({ product, lowMark: 0 });
    await unit.inventory.adjust(id, 5_000);
    await unit.stock.record({ orderId: ulid(), productId: id, kind: 'restock', onHandDelta: 5_000, reservedDelta: 0 });
  });
  return id;
}

interface OrderOptions {
  readonly product: string;
  readonly email: string;
  readonly mark: string;
  readonly customerId?: string;
  readonly state?: OrderState;
}

/** Order that has passed the queue and then moved to its state. */
export async function order(
  { storefront }: AccessShop,
  store: Store,
  { product, email, mark, customerId, state = 'placed' }: OrderOptions,
): Promise<Secret> {
  const secret = { id: ulid(), token: newAccessToken() };
  await storefront.orderQueue.send(
    JSON.stringify({
      orderId: secret.id,
      accessToken: secret.token,
      email,
      currency: 'EUR',
      address: addressOf(mark),
      lines: [{ productId: product, quantity: 2 }],
      internal: { customerId, mayReserve: true },
    }),
  );
  const [{ outcome }] = await storefront.processOrders();
  if (outcome !== 'placed') throw new Error(`the order of ${mark} was not placed: ${outcome}`);
  if (state !== 'placed') await writing(store).orders.move(secret.id, 'placed', state);
  if (state === 'packed') await writing(store).shipments.request(secret.id, false);
  return secret;
}

async function newCustomer(shop: AccessShop, store: Store, mark: string, product: string): Promise<Customer> {
  const person = await newPerson(store, mark);
  const place = async (state: OrderState) =>
    order(shop, store, { product, email: person.email, mark, customerId: person.id, state });
  const orders = {
    placed: await place('placed'),
    packed: await place('packed'),
    shipped: await place('shipped'),
    refundDue: await place('refund_due'),
  };
  const cartId = await store.transaction(async (unit) => {
    const cart = await openCart(unit, { customerId: person.id }, new Date());
    await addToCart(unit, cart, { productId: product, quantity: 1, priceMinor: 990 }, new Date());
    return cart.id;
  });
  return { person, orders, cartId, unsubscribe: await consentTo(store, person) };
}
