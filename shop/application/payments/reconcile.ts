/**
 * Reconciler: compares tables that must agree. The functions of daily operation repair what differs; what they cannot
 * repair is reported.
 */
import { settleQueriedPayment, QueryableProvider, supportQueries } from './query-provider';
import { settleAgain, settleRecorded } from './settle-payment';
import { LedgerBroken } from '../../domain/inventory/stock';
import { InvalidInput } from '../../domain/validation';
import { PaymentProvider } from '../../ports/payment-provider';
import { Store } from '../../ports/store';
import { completeSale } from '../inventory/stock';

/** Class of a finding; dimension of the metric. */
export type FindingClass =
  /** A recorded payment whose order is still unpaid. */
  | 'captured_unpaid'
  /** A payment at the provider that no webhook has reported. */
  | 'capture_untold'
  /** A webhook reported a payment for a missing order or of another amount. */
  | 'event_unknown'
  | 'paid_without_sale'
  | 'effects_late'
  | 'effects_dead'
  /** The stock row differs from the ledger. */
  | 'stock_mismatch';

/** Contradiction that the reconciler has found. */
export interface Finding {
  readonly class: FindingClass;
  /** Id of the order, event or product; absent when only the number counts. */
  readonly subject?: string;
  readonly count: number;
  readonly repaired: boolean;
  readonly detail?: string;
}

/**
 * True when a finding does not end without a person. Late messages may still be delivered, and an unknown event has
 * raised an alarm when it arrived.
 */
export function needsPerson(finding: Finding): boolean {
  return !finding.repaired && finding.class !== 'effects_late' && finding.class !== 'event_unknown';
}

/** Options of one run. */
export interface ReconcileOptions {
  readonly now: Date;
  readonly providers: readonly (QueryableProvider & Pick<PaymentProvider, 'parse'>)[];
  /** Most findings of each class; the next run finds the rest. */
  readonly limit?: number;
}

const LATE_MINUTES = 10;

/** A webhook usually arrives within seconds. */
const UNTOLD_MINUTES = 10;

/** After a day, a person has to find the order of an event. */
const UNKNOWN_HOURS = 24;

/**
 * Runs all checks and repairs what can be repaired.
 *
 * @param options - see `ReconcileOptions`
 * @returns all findings, also the repaired ones
 */
export async function reconcile(store: Store, options: ReconcileOptions): Promise<readonly Finding[]> {
  const checks = [capturedUnpaid, captureUntold, unknownEvents, paidWithoutSale, waitingMessages, stockMismatches];
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(store, { limit: 50, ...options })));
  return findings;
}

type Check = (store: Store, options: Required<ReconcileOptions>) => Promise<readonly Finding[]>;

const capturedUnpaid: Check = async (store, { now, providers, limit }) => {
  const payments = await store.read.audit.capturedButUnpaid(limit);
  return each(
    'captured_unpaid',
    payments,
    ({ orderId }) => orderId,
    async (payment) => {
      const test = providers.find(({ name }) => name === payment.provider)?.test ?? false;
      const { outcome, reason } = await settleRecorded(store, payment, test, now);
      return { repaired: true, detail: reason ?? outcome };
    },
  );
};

const captureUntold: Check = async (store, { now, providers, limit }) => {
  if (!supportQueries(providers)) return [];
  const orderIds = await store.read.orders.overdue(ago(now, UNTOLD_MINUTES), limit);
  return each(
    'capture_untold',
    orderIds,
    (id) => id,
    async (id) => {
      const answer = await settleQueriedPayment(store, providers, id, now);
      if (answer === 'none' || answer === 'unreachable') return undefined;
      return {
        repaired: answer.outcome === 'handled' || answer.outcome === 'ignored',
        detail: answer.reason ?? answer.outcome,
      };
    },
  );
};

const unknownEvents: Check = async (store, { now, providers, limit }) => {
  const events = await store.read.audit.unknownEvents(ago(now, UNKNOWN_HOURS * 60), limit);
  return each(
    'event_unknown',
    events,
    (event) => `${event.provider}:${event.eventId}`,
    async ({ provider: name, eventId, rawBody }) => {
      const provider = providers.find((candidate) => candidate.name === name);
      if (!provider) return { repaired: false, detail: 'the provider is no longer configured' };
      const { outcome, reason } = await settleAgain(
        store,
        { ...provider.parse(rawBody), eventId, provider: name, rawBody, test: provider.test },
        now,
      );
      return { repaired: outcome !== 'unknown', detail: reason ?? outcome };
    },
  );
};

const paidWithoutSale: Check = async (store, { limit }) => {
  const orderIds = await store.read.audit.paidWithoutSale(limit);
  return each(
    'paid_without_sale',
    orderIds,
    (id) => id,
    async (id) => ({ repaired: await completeSale(store, id) }),
  );
};

const waitingMessages: Check = async (store, { now }) => {
  const { late, dead } = await store.read.audit.outbox(ago(now, LATE_MINUTES));
  return [
    { class: 'effects_late', count: late, repaired: false },
    { class: 'effects_dead', count: dead, repaired: false },
  ].filter((finding): finding is Finding => finding.count > 0);
};

const stockMismatches: Check = async (store, { limit }) =>
  (await store.read.audit.stockMismatches(limit)).map((row) => ({
    class: 'stock_mismatch',
    subject: row.productId,
    count: 1,
    repaired: false,
    detail:
      `on hand ${row.onHand}, by the ledger ${row.movedOnHand}; ` +
      `reserved ${row.reserved}, by the ledger ${row.movedReserved}`,
  }));

type Repair = Pick<Finding, 'repaired' | 'detail'>;

/**
 * Works on the items one after another; undefined means that nothing was found. An item that cannot be repaired is a
 * finding and does not end the run; an unavailable database does.
 */
async function each<T>(
  name: FindingClass,
  items: readonly T[],
  subject: (item: T) => string,
  work: (item: T) => Promise<Repair | undefined>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const item of items) {
    const result = await work(item).catch((error: unknown) => {
      if (error instanceof LedgerBroken || error instanceof InvalidInput) {
        return { repaired: false, detail: error.message };
      }
      throw error;
    });
    if (result) findings.push({ class: name, subject: subject(item), count: 1, ...result });
  }
  return findings;
}

function ago(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
