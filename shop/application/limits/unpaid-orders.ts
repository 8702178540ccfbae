/** Bounds what may be held without paying, before an order goes to the queue. */
import { Limits, Receipt, ConsumeResult } from './limits';
import { VisitorAddress } from '../../domain/limits/address';
import { Consumption } from '../../domain/limits/limit';
import { LimitSubject, UnpaidLimits } from '../../domain/limits/unpaid-limits';
import { OrderMessageLine } from '../../domain/orders/order-message';
import { normalizeEmail, parseJson } from '../../domain/validation';
import { Cache } from '../../ports/cache';
import { Clock } from '../../ports/clock';

export interface OrderingVisitor {
  /** Hash of the session's token; absent for API clients without one. */
  readonly session?: string;
  /** Absent where the edge does not tell it. */
  readonly address?: VisitorAddress;
}

export interface NewUnpaidOrder {
  readonly orderId: string;
  readonly email: string;
  readonly lines: readonly OrderMessageLine[];
}

/**
 * `mayReserve` false: the order is taken without a reservation, because the bound that it meets is shared with others.
 */
export type Admission =
  { readonly mayReserve: boolean } | { readonly refusedBy: LimitSubject; readonly waitSeconds: number };

export interface UnpaidOrdersOptions {
  readonly limits: Limits;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly unpaidLimits: UnpaidLimits;
  /** Time that an order may be unpaid. */
  readonly holdingMs: number;
}

/** Draws at a time: each is some commands of the cache, and its connection takes a bounded number of them. */
const AT_ONCE = 16;

interface Noted {
  readonly mayReserve: boolean;
  readonly receipts: readonly Receipt[];
}

export class UnpaidOrders {
  constructor(private readonly options: UnpaidOrdersOptions) {}

  /**
   * Counts an order before it is taken. A visitor's session and address, and a network with very many unpaid orders,
   * are refused at their bounds. The other bounds may be met because of other people, who type the same e-mail address
   * or live next door: then the order is taken without a reservation. The same order again is counted once.
   *
   * @param hasPaidBefore asked when the network is at its bound: an account with an earlier paid order is not refused
   * because of its neighbours
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

  /** Gives back what an order counted: it has been paid, or the queue did not take it. */
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

  /** A few at a time, and none when one is refused. */
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

  private async note(orderId: string, noted: Noted): Promise<void> {
    // As long as the longest receipt counts.
    await this.options.cache.set(
      keyOf(orderId),
      JSON.stringify(noted),
      Math.ceil((this.options.holdingMs / 1_000) * 1.25) + 60,
    );
  }

  private async noted(orderId: string): Promise<Noted | undefined> {
    const text = await this.options.cache.get(keyOf(orderId));
    return text ? (parseJson(text, 'copy') as Noted) : undefined;
  }
}

function keyOf(orderId: string): string {
  return `v1:unpaid:${orderId}`;
}
