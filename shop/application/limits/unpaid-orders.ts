/** Limits of the stock that unpaid orders may reserve, checked before an order is sent to the queue. */
import { Limits, Receipt, ConsumeResult } from './limits';
import { VisitorAddress } from '../../domain/limits/address';
import { Consumption } from '../../domain/limits/limit';
import { LimitSubject, UnpaidLimits } from '../../domain/limits/unpaid-limits';
import { OrderMessageLine } from '../../domain/orders/order-message';
import { normalizeEmail, parseJson } from '../../domain/validation';
import { Cache } from '../../ports/cache';
import { Clock } from '../../ports/clock';

/** Visitor who places an order. */
export interface OrderingVisitor {
  /** Hash of the session's token; absent for API clients without a session. */
  readonly session?: string;
  /** Absent when the edge does not report it. */
  readonly address?: VisitorAddress;
}

/** Order that is to be admitted. */
export interface NewUnpaidOrder {
  readonly orderId: string;
  readonly email: string;
  readonly lines: readonly OrderMessageLine[];
}

/**
 * Decision about an order. `mayReserve` is false when a limit is reached that is shared with others: the order is
 * accepted without a reservation.
 */
export type Admission =
  { readonly mayReserve: boolean } | { readonly refusedBy: LimitSubject; readonly waitSeconds: number };

/** Dependencies and limits of `UnpaidOrders`. */
export interface UnpaidOrdersOptions {
  readonly limits: Limits;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly unpaidLimits: UnpaidLimits;
  /** Milliseconds for which an order may stay unpaid. */
  readonly holdingMs: number;
}

/**
 * Consumptions at a time. Each one is several commands of the cache, and its connection accepts a limited number of
 * them.
 */
const AT_ONCE = 16;

/** Decision about an order, remembered for its repetition and its payment. */
interface AdmittedOrder {
  readonly mayReserve: boolean;
  readonly receipts: readonly Receipt[];
}

/** Admits new orders as long as the visitor's unpaid orders stay within their limits. */
export class UnpaidOrders {
  constructor(private readonly options: UnpaidOrdersOptions) {}

  /**
   * Counts an order before it is accepted. It is refused when the visitor's session or address has reached its limit,
   * or when the network has very many unpaid orders. The other limits may be reached because of other people, who type
   * the same e-mail address or share the network: then the order is accepted without a reservation. A repetition of the
   * same order is counted once.
   *
   * @param hasPaidBefore - called when the network has reached its limit: an account with an earlier paid order is not
   * refused because of its neighbours
   */
  async admit(
    order: NewUnpaidOrder,
    visitor: OrderingVisitor,
    hasPaidBefore: () => Promise<boolean> = async () => false,
  ): Promise<Admission> {
    const noted = await this.noted(order.orderId);
    if (noted) return { mayReserve: noted.mayReserve };
    const own = await this.consume(this.consumptions(order, visitor, ['session', 'address'], ['session', 'address']));
    if ('refused' in own) return this.refusal(own);
    const network = await this.consume(this.consumptions(order, visitor, ['network'], []));
    if ('refused' in network && !(await hasPaidBefore().catch(() => false))) {
      await this.options.limits.release(own.receipts);
      return this.refusal(network);
    }
    const shared = await this.consume(this.consumptions(order, visitor, ['email'], ['network', 'email']));
    const mayReserve = !('refused' in network) && !('refused' in shared);
    const receipts = [own, network, shared].flatMap((taken) => ('receipts' in taken ? taken.receipts : []));
    await this.note(order.orderId, { mayReserve, receipts });
    return { mayReserve };
  }

  /** Removes what an order has counted, after it was paid or when the queue did not accept it. */
  async settle(orderId: string): Promise<void> {
    const noted = await this.noted(orderId);
    if (!noted) return;
    await this.options.cache.set(keyOf(orderId), '', 1);
    await this.options.limits.release(noted.receipts);
  }

  private consumptions(
    order: NewUnpaidOrder,
    visitor: OrderingVisitor,
    ordersBy: readonly LimitSubject[],
    piecesBy: readonly LimitSubject[],
  ): readonly Consumption[] {
    const { unpaidLimits, holdingMs } = this.options;
    const minutes = holdingMs / 60_000;
    const whose: Readonly<Record<LimitSubject, string | undefined>> = {
      session: visitor.session,
      address: visitor.address?.address,
      network: visitor.address?.network,
      email: normalizeEmail(order.email),
    };
    const known = (by: LimitSubject) => {
      const of = whose[by];
      return of === undefined ? [] : [{ by, of }];
    };
    return [
      ...ordersBy
        .flatMap(known)
        .map(({ by, of }) => ({ name: `unpaid orders ${by}`, of, most: unpaidLimits.orders[by], minutes })),
      ...piecesBy.flatMap(known).flatMap(({ by, of }) =>
        order.lines.map(({ productId, quantity }) => ({
          name: `unpaid pieces ${by}`,
          of: `${of} ${productId}`,
          most: unpaidLimits.pieces[by],
          minutes,
          amount: quantity,
        })),
      ),
    ];
  }

  /** Consumes a few at a time, and none of them when one is refused. */
  private async consume(consumptions: readonly Consumption[]): Promise<ConsumeResult> {
    const receipts: Receipt[] = [];
    for (let first = 0; first < consumptions.length; first += AT_ONCE) {
      const taken = await this.options.limits.consume(consumptions.slice(first, first + AT_ONCE));
      if ('refused' in taken) {
        await this.options.limits.release(receipts);
        return taken;
      }
      receipts.push(...taken.receipts);
    }
    return { receipts };
  }

  private refusal({ refused, waitSeconds }: Extract<ConsumeResult, { refused: Consumption }>): Admission {
    return { refusedBy: refused.name.split(' ')[2] as LimitSubject, waitSeconds };
  }

  private async note(orderId: string, noted: AdmittedOrder): Promise<void> {
    // Kept for as long as the longest receipt counts.
    await this.options.cache.set(
      keyOf(orderId),
      JSON.stringify(noted),
      Math.ceil((this.options.holdingMs / 1_000) * 1.25) + 60,
    );
  }

  private async noted(orderId: string): Promise<AdmittedOrder | undefined> {
    const text = await this.options.cache.get(keyOf(orderId));
    return text ? (parseJson(text, 'copy') as AdmittedOrder) : undefined;
  }
}

function keyOf(orderId: string): string {
  return `v1:unpaid:${orderId}`;
}
