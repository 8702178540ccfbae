import type { WebRequest } from './request';

/** One person or machine that sends requests. */
export interface Sender {
  readonly address: string;
  readonly method: string;
  readonly target: string;
}

/** A flood: the same request, evenly over time. */
export function flood(sender: Sender, perSecond: number, seconds: number): WebRequest[] {
  return Array.from({ length: Math.round(perSecond * seconds) }, (_, index) => ({ ...sender, at: index / perSecond }));
}

/** The times at which people behind one address visit, over one hour. */
export interface Crowd {
  readonly address: string;
  readonly people: number;
  /** Requests for pictures and styles that reach the web ACL with each page; none when it is at the load balancer. */
  readonly filesWithPage: number;
}

const HOUR = 3600;
const PAGES = ['/', '/?page=2', '/products/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/cart', '/checkout', '/sign-in'];

/**
 * An hour of honest customers: each comes at some time, looks at 15 pages with about 20 seconds between, changes the
 * cart four times, mistypes the password once, and sends the checkout twice. One of ten has forgotten the password.
 */
export function honestHour({ address, people, filesWithPage }: Crowd): WebRequest[] {
  const random = randomNumbers(people);
  const sends = (at: number, method: string, target: string): WebRequest => ({ at, address, method, target });
  return Array.from({ length: people }, () => {
    const start = random() * (HOUR - 600);
    const later = () => start + random() * 300;
    const page = (index: number): WebRequest[] => {
      const at = start + index * 20 + random() * 10;
      const files = Array.from({ length: filesWithPage }, (_, file) => sends(at + 0.5, 'GET', `/media/${file}.webp`));
      return [sends(at, 'GET', PAGES[Math.floor(random() * PAGES.length)]), ...files];
    };
    const carts = ['/cart/add', '/cart/add', '/cart/update', '/cart/remove'];
    const forms = [...carts, '/sign-in', '/sign-in', '/checkout', '/checkout'];
    const reset = random() < 0.1 ? ['/reset', '/reset/code', '/reset/code'] : [];
    const pages = Array.from({ length: 15 }, (_, index) => page(index)).flat();
    return [...pages, ...[...forms, ...reset].map((target) => sends(later(), 'POST', target))];
  })
    .flat()
    .sort(inTime);
}

/** The first minute of a sale, in which all people behind one address do the same. */
export function rush(address: string, people: number, targets: readonly string[]): WebRequest[] {
  const random = randomNumbers(people);
  return Array.from({ length: people }, () => targets)
    .flatMap((each) => each.map((target) => ({ address, method: 'POST', target, at: random() * 60 })))
    .sort(inTime);
}

/**
 * A payment provider in a sale: two events of each order, from four addresses; `tries` times each while answers are
 * late.
 */
export function webhooks(ordersPerSecond: number, seconds: number, tries: number): WebRequest[] {
  const events = ordersPerSecond * 2 * tries;
  return Array.from({ length: events * seconds }, (_, index) => ({
    at: index / events,
    address: `198.51.100.${(index % 4) + 1}`,
    method: 'POST',
    target: '/webhooks/payments/signed',
  }));
}

function inTime(one: WebRequest, other: WebRequest): number {
  return one.at - other.at;
}

/** The same numbers in each run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    /* eslint-disable no-bitwise */
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    /* eslint-enable no-bitwise */
  };
}
