import { Duration } from 'aws-cdk-lib';
import { CommerceService } from './commerce-service';
import { FEEDS } from '../contract/feeds';
import type { Feed } from '../contract/feeds';
import { FUNCTIONS } from '../contract/functions';

/** The queue in front of a function. */
export interface QueuePlan {
  readonly batchSize: number;
  readonly batchingWindow: Duration;
  readonly maxReceiveCount: number;
  readonly maxConcurrency?: number;
  readonly givenUp: string;
}

/** The schedule that calls a function. */
export interface SchedulePlan {
  /** What it means for the shop when the function is no longer called. */
  readonly stopped: string;
}

/** One of the shop's functions: how it runs and what it uses. */
export interface FunctionPlan {
  readonly id: string;
  readonly timeout: Duration;
  /** What it means for the shop when calls fail. */
  readonly failing: string;
  readonly uses: CommerceService[];
  readonly queue?: QueuePlan;
  /** Given for a function that is called every minute. */
  readonly schedule?: SchedulePlan;
}

/** One of the shop's functions that comes with the package. */
export interface SamplePlan extends FunctionPlan {
  readonly bundle: string;
  /** Whether it is told who takes the money. */
  readonly knowsPayment?: boolean;
  /** True when its mails link to orders, whose access tokens it has to decrypt. */
  readonly opensOrders?: boolean;
  /** Whether its queue is fed with what happened to mails. */
  readonly hearsOfMail?: boolean;
  /** The topics that feed its queue, each with the kinds of notification it acts on. */
  readonly topics?: readonly Feed[];
}

export type SampleName = keyof typeof FUNCTIONS;

const { DATABASE, CACHE, MESSAGING, MAIL, ORDER_QUEUE, MIGRATIONS } = CommerceService;

/** Nobody waits for these messages, so calls are saved by waiting for a few of them. */
const UNHURRIED = { batchSize: 10, batchingWindow: Duration.seconds(5), maxReceiveCount: 5 };

export const FUNCTION_PLANS: Record<SampleName, SamplePlan> = {
  orderProcessing: {
    id: FUNCTIONS.orderProcessing.id,
    bundle: FUNCTIONS.orderProcessing.name,
    opensOrders: true,
    // Ten orders, each with up to five tries of a transaction that the database ends after five seconds at the latest; usually far below one second.
    timeout: Duration.seconds(30),
    failing: 'Orders are taken from the queue and not processed: customers wait for their confirmation.',
    uses: [DATABASE, MESSAGING, MAIL, MIGRATIONS],
    knowsPayment: true,
    queue: {
      batchSize: 10,
      batchingWindow: Duration.seconds(0),
      // Half an hour of tries: longer than the failover of a database.
      maxReceiveCount: 10,
      givenUp:
        'An accepted order was given up after ten tries: repair the cause, then send the messages back to the order queue.',
    },
  },
  paymentVerification: {
    id: FUNCTIONS.paymentVerification.id,
    bundle: FUNCTIONS.paymentVerification.name,
    // Payment providers hang up after about ten to twenty seconds and send the event again.
    timeout: Duration.seconds(20),
    failing: 'Payment events are not answered: paid orders stay unpaid until the provider sends the events again.',
    uses: [DATABASE, MESSAGING, MIGRATIONS],
    knowsPayment: true,
  },
  shippingNotification: {
    id: FUNCTIONS.shippingNotification.id,
    bundle: FUNCTIONS.shippingNotification.name,
    opensOrders: true,
    timeout: Duration.seconds(30),
    failing: 'Paid orders are not handed to the warehouse, or customers are not told that their parcel is on its way.',
    uses: [DATABASE, MESSAGING, MAIL, MIGRATIONS],
    queue: {
      ...UNHURRIED,
      givenUp: 'A shipment was given up: nobody packs a paid order, or the customer was not told of the parcel.',
    },
    topics: FEEDS.shippingNotification,
  },
  customerNotification: {
    id: FUNCTIONS.customerNotification.id,
    bundle: FUNCTIONS.customerNotification.name,
    opensOrders: true,
    timeout: Duration.seconds(30),
    failing: 'Customers and the operator do not get their mails.',
    uses: [DATABASE, MAIL, MIGRATIONS],
    queue: { ...UNHURRIED, givenUp: 'A mail to a customer or the operator was given up after five tries.' },
    hearsOfMail: true,
    topics: FEEDS.customerNotification,
  },
  storeApi: {
    id: FUNCTIONS.storeApi.id,
    bundle: FUNCTIONS.storeApi.name,
    // A customer is waiting: three seconds to connect, five for a statement, and some to say that it failed.
    timeout: Duration.seconds(15),
    failing: 'The store API fails: applications see no products and cannot place orders.',
    uses: [DATABASE, CACHE, ORDER_QUEUE, MIGRATIONS],
  },
  scheduledTasks: {
    id: FUNCTIONS.scheduledTasks.id,
    bundle: FUNCTIONS.scheduledTasks.name,
    opensOrders: true,
    // Over before the next minute calls, so that one call never overtakes another.
    timeout: Duration.seconds(50),
    failing:
      'What the clock does fails: unpaid orders keep their stock, and mails and notifications that were left over wait.',
    schedule: {
      stopped:
        'The clock has not called for a quarter of an hour: unpaid orders keep their stock, and what was left over waits.',
    },
    uses: [DATABASE, CACHE, MESSAGING, MAIL, MIGRATIONS],
  },
  migrations: {
    id: FUNCTIONS.migrations.id,
    bundle: FUNCTIONS.migrations.name,
    // Long enough for an index on a large table; what takes longer belongs into a migration of several steps.
    timeout: Duration.minutes(5),
    failing: 'The database is not brought up to date: the shop answers 503 until it is.',
    uses: [],
    queue: {
      batchSize: 1,
      batchingWindow: Duration.seconds(0),
      maxReceiveCount: 3,
      // The least that the service accepts; the lock in the database lets one of them work.
      maxConcurrency: 2,
      givenUp: 'The database could not be brought up to date in three tries: the shop answers 503.',
    },
  },
};

export const SAMPLE_NAMES = Object.keys(FUNCTION_PLANS) as SampleName[];
