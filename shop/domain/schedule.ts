/** What is due at a minute. Each task takes what is there to do, so a minute that was missed loses nothing. */

export type TaskName =
  'expire-orders' | 'reconcile' | 'remind-carts' | 'announce-offers' | 'clean-up' | 'pack-delayed' | 'relay';

/** In the order in which they run; the relay last, because the others leave work for it. */
const EVERY_MINUTES: readonly (readonly [TaskName, number])[] = [
  ['expire-orders', 1],
  ['pack-delayed', 1],
  ['reconcile', 5],
  ['remind-carts', 15],
  ['announce-offers', 1],
  ['clean-up', 15],
  ['relay', 1],
];

export function dueTasks(time: Date): readonly TaskName[] {
  const minute = Math.floor(time.getTime() / 60_000);
  return EVERY_MINUTES.filter(([, every]) => minute % every === 0).map(([name]) => name);
}
