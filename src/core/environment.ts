import { invalid } from './validation';

/** What the rooms tell servers and functions; a user's own value would point them past the architecture. */
const SET_BY_ROOMS = new RegExp(
  [
    '^(DATABASE|CACHE|MAIL)_',
    '^(DEMO_CATALOGUE|MEDIA_BUCKET|SHOP_URL|PAYMENT_(PROVIDER|PAGE_URL|SECRET_ARN)|(ORDER|MIGRATION)_QUEUE_URL|(ORDER|STOCK|OFFER)_TOPIC_ARN)$',
  ].join('|'),
);

/** Refuses a variable that a room sets, or that `others` names. */
export function requireFreeName(prop: string, name: string, others?: RegExp): void {
  if (SET_BY_ROOMS.test(name) || others?.test(name)) {
    invalid({
      prop,
      expected: 'a map without names that the architecture sets itself',
      got: name,
      fix: 'rename the variable',
    });
  }
}
