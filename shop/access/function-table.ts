/** All functions of the shop with the only invoker of each. None has a public address. */
import { FUNCTIONS as NAMES, SCHEDULE_RATE } from '../../src/contract/functions';
import { PATHS } from '../../src/contract/paths';

/** Invoker of a function. */
export type Invoker =
  /** The load balancer, for the paths of its listener rule. */
  | { readonly by: 'load balancer'; readonly path: string; readonly priority: number }
  /**
   * A dedicated queue. The named senders fill it: servers and functions by their roles, topics by their subscriptions.
   */
  | { readonly by: 'queue'; readonly fedBy: readonly QueueSource[] }
  | { readonly by: 'schedule'; readonly rate: string };

/** Sender to a function's queue. */
export type QueueSource =
  'servers' | 'store API' | 'functions' | 'order topic' | 'stock topic' | 'offer topic' | 'mail events';

/** Row of the table of functions. */
export interface FunctionRow {
  /** Construct id in `Commerce`. */
  readonly name: string;
  readonly invoker: Invoker;
  /**
   * Principal that Lambda sees: a service with a resource policy, or the event source mapping that uses the function's
   * role.
   */
  readonly principal: 'elasticloadbalancing.amazonaws.com' | 'events.amazonaws.com' | 'event source mapping';
}

/** Table of functions. */
export const FUNCTIONS: readonly FunctionRow[] = [
  {
    name: NAMES.paymentVerification.id,
    invoker: { by: 'load balancer', path: `${PATHS.paymentWebhooks}*`, priority: 10 },
    principal: 'elasticloadbalancing.amazonaws.com',
  },
  {
    name: NAMES.storeApi.id,
    invoker: { by: 'load balancer', path: `${PATHS.storeApi}*`, priority: 20 },
    principal: 'elasticloadbalancing.amazonaws.com',
  },
  {
    name: NAMES.orderProcessing.id,
    invoker: { by: 'queue', fedBy: ['servers', 'store API'] },
    principal: 'event source mapping',
  },
  {
    name: NAMES.shippingNotification.id,
    invoker: { by: 'queue', fedBy: ['order topic'] },
    principal: 'event source mapping',
  },
  {
    name: NAMES.customerNotification.id,
    invoker: { by: 'queue', fedBy: ['order topic', 'stock topic', 'offer topic'] },
    principal: 'event source mapping',
  },
  {
    name: NAMES.migrations.id,
    invoker: { by: 'queue', fedBy: ['servers', 'store API', 'functions'] },
    principal: 'event source mapping',
  },
  {
    name: NAMES.scheduledTasks.id,
    invoker: { by: 'schedule', rate: SCHEDULE_RATE },
    principal: 'events.amazonaws.com',
  },
];
