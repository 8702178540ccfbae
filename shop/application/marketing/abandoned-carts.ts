/**
 * Reminds customers of their abandoned carts if they agreed to it. Each cart has one reminder until the customer
 * changes it again.
 */
import { reasonNotToSend } from './permission';
import { unsubscribeToken } from './unsubscribe';
import { Cart } from '../../domain/carts/cart';
import { Product } from '../../domain/inventory/product';
import { unsubscribeUrl } from '../../domain/marketing/unsubscribe-url';
import { marketingMail } from '../../domain/outbox-message';
import { MarketingMails } from '../../ports/mail-texts';
import { Store, UnitOfWork } from '../../ports/store';

const ABANDONED_MS = 4 * 3_600_000;

/** After a week customers have usually lost interest, and a reminder would only surprise them. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

const PAGE = 20;
const PAGES = 10;

/** Values that a reminder needs besides the cart. */
export interface ReminderContext {
  readonly now: Date;
  readonly mails: MarketingMails;
  /** Absent: no unsubscribe link is possible, so no reminder may be sent. */
  readonly shopUrl?: string;
}

/** Result of one run. */
export interface Reminders {
  readonly abandoned: number;
  readonly reminded: number;
  /** Number of carts without a mail, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * Queues reminders for carts that were not changed for four hours, up to 200 in each run.
 *
 * @param context - see `ReminderContext`
 */
export async function remindAbandonedCarts(store: Store, context: ReminderContext): Promise<Reminders> {
  const counted = { abandoned: 0, reminded: 0, dropped: {} as Record<string, number> };
  for (let turn = 0; turn < PAGES; turn += 1) {
    const reasons = await store.transaction(async (unit) => {
      const carts = await unit.carts.claimAbandoned(new Date(context.now.getTime() - ABANDONED_MS), PAGE);
      const results: (string | undefined)[] = [];
      for (const cart of carts) {
        results.push(await remind(unit, cart, context));
        // Also carts without a mail, because they would block the others in every later run.
        await unit.carts.reminded(cart.id, context.now);
      }
      return results;
    });
    counted.abandoned += reasons.length;
    for (const reason of reasons) {
      if (reason === undefined) counted.reminded += 1;
      else counted.dropped[reason] = (counted.dropped[reason] ?? 0) + 1;
    }
    if (reasons.length < PAGE) break;
  }
  return counted;
}

/** Returns undefined when a mail was queued, otherwise the reason why not. */
async function remind(
  unit: UnitOfWork,
  cart: Cart,
  { now, mails, shopUrl }: ReminderContext,
): Promise<string | undefined> {
  if (now.getTime() - cart.touchedAt.getTime() > FORGOTTEN_MS) return 'too long ago';
  const customer = cart.customerId === undefined ? undefined : await unit.customers.find(cart.customerId);
  if (!customer) return 'no such customer';
  const subscription = { customerId: customer.id, purpose: 'reminders' } as const;
  const refusal = await reasonNotToSend(unit, subscription);
  if (refusal !== undefined) return refusal;
  if (shopUrl === undefined) return 'no shop address';
  const items = await stillForSale(unit, cart);
  if (items.length === 0) return 'nothing for sale';
  const token = await unsubscribeToken(unit, customer.id, 'reminders');
  const content = mails.cartReminder({ shopUrl, items, unsubscribeUrl: unsubscribeUrl(shopUrl, token) });
  await unit.outbox.add([
    marketingMail(`${cart.id}:reminder:${cart.touchedAt.getTime()}`, customer.email, content, subscription),
  ]);
  return undefined;
}

async function stillForSale(
  unit: UnitOfWork,
  { lines }: Cart,
): Promise<readonly { readonly product: Product; readonly quantity: number }[]> {
  const products = await unit.catalogue.findMany(lines.map((line) => line.productId));
  return lines.flatMap(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId);
    return product?.active ? [{ product, quantity }] : [];
  });
}
