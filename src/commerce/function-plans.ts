import { Duration } from 'aws-cdk-lib';
import { CommerceService } from './commerce-service';
import { FEEDS } from '../contract/feeds';
import type { Feed } from '../contract/feeds';
import { FUNCTIONS } from '../contract/functions';

/** Settings of the queue of a function. */
export interface QueuePlan {
  readonly batchSize: number;
  readonly batchingWindow: Duration;
  readonly maxReceiveCount: number;
  readonly maxConcurrency?: number;
  /** Summary of the alarm on dead letters: the consequence for the shop. */
  readonly givenUp: string;
}

/** Settings of the schedule of a function. */
export interface SchedulePlan {
  /** Summary of the alarm that the schedule has stopped: the consequence for the shop. */
  readonly stopped: string;
}

/** A business function: how it runs and which services it uses. */
export interface FunctionPlan {
  readonly id: string;
  readonly timeout: Duration;
  /** Summary of the alarm on failed calls: the consequence for the shop. */
  readonly failing: string;
  readonly uses: CommerceService[];
  readonly queue?: QueuePlan;
  /** Set for a function that a schedule calls every minute. */
  readonly schedule?: SchedulePlan;
}

/** A business function with a sample in this package. */
export interface SamplePlan extends FunctionPlan {
  readonly bundle: string;
  /** True when it gets the variables of the payment provider. */
  readonly usesPayment?: boolean;
  /** True when its mails link to orders, whose access tokens it must decrypt. */
  readonly readsAccessTokens?: boolean;
  /** True when SES's events on mails feed its queue. */
  readonly receivesMailEvents?: boolean;
  /** The topics that feed its queue, each with the kinds of notification that it handles. */
  readonly topics?: readonly Feed[];
}

/** The key of a sample function, which is also its option's name. */
export type SampleName = keyof typeof FUNCTIONS;

const { DATABASE, CACHE, MESSAGING, MAIL, ORDER_QUEUE, MIGRATIONS } = CommerceService;

/** No one waits for these messages, so batches reduce the number of calls. */
const NOT_URGENT = { batchSize: 10, batchingWindow: Duration.seconds(5), maxReceiveCount: 5 };

/** The business functions of the shop, by the option that replaces each. */
export const FUNCTION_PLANS: Record<SampleName, SamplePlan> = {
  orderProcessing: {
    id: FUNCTIONS.orderProcessing.id,
    bundle: FUNCTIONS.orderProcessing.name,
    readsAccessTokens: true,
    // For ten orders with up to five attempts each. An attempt usually takes far less than a second; the database ends
    // it after five seconds.
    timeout: Duration.seconds(30),
    failing: 'Orders are taken from the queue and not processed: customers wait for their confirmation.',
    uses: [DATABASE, MESSAGING, MAIL, MIGRATIONS],
    usesPayment: true,
    queue: {
      batchSize: 10,
      batchingWindow: Duration.seconds(0),
      // Retries for half an hour, which is longer than the failover of a database.
      maxReceiveCount: 10,
      givenUp:
        'An accepted order was given up after ten tries: repair the cause, then send the messages back to the order ' +
        'queue.',
    },
  },
  paymentVerification: {
    id: FUNCTIONS.paymentVerification.id,
    bundle: FUNCTIONS.paymentVerification.name,
    // Payment providers hang up after about ten to twenty seconds and send the event again.
    timeout: Duration.seconds(20),
    failing: 'Payment events are not answered: paid orders stay unpaid until the provider sends the events again.',
    uses: [DATABASE, MESSAGING, MIGRATIONS],
    usesPayment: true,
  },
  shippingNotification: {
    id: FUNCTIONS.shippingNotification.id,
    bundle: FUNCTIONS.shippingNotification.name,
    readsAccessTokens: true,
    timeout: Duration.seconds(30),
    failing: 'Paid orders are not handed to the warehouse, or customers are not told that their parcel is on its way.',
    uses: [DATABASE, MESSAGING, MAIL, MIGRATIONS],
    queue: {
      ...NOT_URGENT,
      givenUp: 'A shipment was given up: a paid order is not packed, or the customer was not told of the parcel.',
    },
    topics: FEEDS.shippingNotification,
  },
  customerNotification: {
    id: FUNCTIONS.customerNotification.id,
    bundle: FUNCTIONS.customerNotification.name,
    readsAccessTokens: true,
    timeout: Duration.seconds(30),
    failing: 'Customers and the operator do not get their mails.',
    uses: [DATABASE, MAIL, MIGRATIONS],
    queue: { ...NOT_URGENT, givenUp: 'A mail to a customer or the operator was given up after five tries.' },
    receivesMailEvents: true,
    topics: FEEDS.customerNotification,
  },
  storeApi: {
    id: FUNCTIONS.storeApi.id,
    bundle: FUNCTIONS.storeApi.name,
    // A customer waits: three seconds to connect, five for a statement, and time for the response.
    timeout: Duration.seconds(15),
    failing: 'The store API fails: applications see no products and cannot place orders.',
    uses: [DATABASE, CACHE, ORDER_QUEUE, MIGRATIONS],
  },
  scheduledTasks: {
    id: FUNCTIONS.scheduledTasks.id,
    bundle: FUNCTIONS.scheduledTasks.name,
    readsAccessTokens: true,
    // Ends before the next call, so that calls never overlap.
    timeout: Duration.seconds(50),
    failing:
      'The scheduled tasks fail: unpaid orders keep their stock, and mails and notifications that were left over wait.',
    schedule: {
      stopped:
        'The scheduled tasks have not run for 15 minutes: unpaid orders keep their stock, and mails and ' +
        'notifications that were left over wait.',
    },
    uses: [DATABASE, CACHE, MESSAGING, MAIL, MIGRATIONS],
  },
  migrations: {
    id: FUNCTIONS.migrations.id,
    bundle: FUNCTIONS.migrations.name,
    // Long enough for an index on a large table; longer work must be divided into several migrations.
    timeout: Duration.minutes(5),
    failing: 'The database is not brought up to date: the shop answers 503 until it is.',
    uses: [],
    queue: {
      batchSize: 1,
      batchingWindow: Duration.seconds(0),
      maxReceiveCount: 3,
      // The minimum of the event source; a lock in the database allows only one call to work.
      maxConcurrency: 2,
      givenUp: 'The database could not be brought up to date in three tries: the shop answers 503.',
    },
  },
};

/** The keys of all sample functions, in the order of their creation. */
export const SAMPLE_NAMES = Object.keys(FUNCTION_PLANS) as SampleName[];
