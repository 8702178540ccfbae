/**
 * Scheduled tasks and the minutes at which they are due. Each task processes all pending work, so a missed minute loses
 * nothing.
 */

export type TaskName =
  'expire-orders' | 'reconcile' | 'remind-carts' | 'announce-offers' | 'clean-up' | 'pack-delayed' | 'relay';

/**
 * Minutes between two runs, in the order in which the tasks run. The relay is last, because the other tasks create
 * messages for it.
 */
const EVERY_MINUTES: readonly (readonly [TaskName, number])[] = [
  ['expire-orders', 1],
  ['pack-delayed', 1],
  ['reconcile', 5],
  ['remind-carts', 15],
  ['announce-offers', 1],
  ['clean-up', 15],
  ['relay', 1],
];

/** Returns the tasks that are due at this minute, in the order in which they are to run. */
export function dueTasks(time: Date): readonly TaskName[] {
  const minute = Math.floor(time.getTime() / 60_000);
  return EVERY_MINUTES.filter(([, every]) => minute % every === 0).map(([name]) => name);
}
