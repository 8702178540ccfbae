/** Values that the sample shop sets and that are no options. */
import { constantIn, constantsIn, requestLimits } from './constants';
import { days, hours, minutes, seconds, Values } from './words';
import { dueTasks, TaskName } from '../../../shop/domain/schedule';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1_024 * 1_024;

/** @returns the values by their names */
export function shopValues(): Values {
  return {
    ...scheduleValues(),
    ...orderValues(),
    ...outboxValues(),
    ...cleaningValues(),
    ...accountValues(),
    ...pageValues(),
    ...limitValues(),
  };
}

/** Asks for each minute of an hour what is due, so the value is the interval that the schedule really has. */
function scheduleValues(): Values {
  const times = new Map<TaskName, number>();
  for (let minute = 0; minute < 60; minute++) {
    for (const task of dueTasks(new Date(minute * 60_000))) times.set(task, (times.get(task) ?? 0) + 1);
  }
  return Object.fromEntries([...times].map(([task, count]) => [`interval of \`${task}\``, minutes(60 / count)]));
}

function orderValues(): Values {
  const message = 'shop/domain/orders/order-message';
  return {
    'lines of an order at most': String(constantIn(message, 'MAXIMUM_LINES')),
    'pieces in a line at most': String(constantIn(message, 'MAXIMUM_QUANTITY')),
    'holding times after which an order expires although its provider does not answer': String(
      constantIn('shop/application/orders/expire-orders', 'UNANSWERED'),
    ),
    'age of a signature of a payment event': minutes(
      constantIn('shop/adapters/payment/signed-header', 'TOLERANCE_SECONDS') / 60,
    ),
    'age at which an event about an unknown order is no finding any more': hours(
      constantIn('shop/application/payments/reconcile', 'UNKNOWN_HOURS'),
    ),
    'age of an outbox message that is a finding': minutes(
      constantIn('shop/application/payments/reconcile', 'LATE_MINUTES'),
    ),
    'mails about orders to one address an hour': String(
      constantIn('shop/application/mails/mails-to-one-address', 'ORDERS_AN_HOUR'),
    ),
  };
}

function outboxValues(): Values {
  const relay = 'shop/application/outbox/outbox-relay';
  const lease = (name: string) => constantIn('shop/adapters/database/repositories/outbox', name) / 60_000;
  return {
    'tries of an outbox message': String(constantIn(relay, 'MAXIMUM_ATTEMPTS')),
    'pause after the first try': seconds(constantIn(relay, 'FIRST_DELAY_MS') / 1_000),
    'longest pause between tries': hours(constantIn(relay, 'LONGEST_DELAY_MS') / HOUR_MS),
    'lease of a notification': minutes(lease('PUBLISH_LEASE_MS')),
    'lease of a mail': minutes(lease('MAIL_LEASE_MS')),
  };
}

function cleaningValues(): Values {
  const kept = (name: string) => days(constantIn('shop/application/clean-up', name));
  const carts = (name: string) => constantIn('shop/application/marketing/abandoned-carts', name);
  return {
    'age of a cart that gets a reminder': hours(carts('ABANDONED_MS') / HOUR_MS),
    'age of a cart that gets no reminder any more': days(carts('FORGOTTEN_MS') / DAY_MS),
    "retention of guests' carts": kept('CARTS_DAYS'),
    'retention of consumed messages': kept('INBOX_DAYS'),
    'retention of delivered outbox messages': kept('OUTBOX_DAYS'),
    'retention of payment events': kept('EVENT_DAYS'),
    'retention of one-time tokens after their end': kept('TOKEN_DAYS'),
  };
}

function accountValues(): Values {
  const session = (name: string) => constantIn('shop/domain/accounts/session', name);
  return {
    'session of a customer after the last visit': days(session('CUSTOMER_MS') / DAY_MS),
    'session of a seller or administrator': hours(session('STAFF_MS') / HOUR_MS),
    'copy of a secret in a process': minutes(constantIn('shop/adapters/secrets/secrets', 'CACHE_MS') / 60_000),
    'copy of a session in the cache': minutes(
      constantIn('shop/application/accounts/session-store', 'COPY_SECONDS') / 60,
    ),
    'shortest password in characters': String(constantIn('shop/domain/accounts/password', 'MINIMUM_PASSWORD')),
    'reset code': minutes(constantIn('shop/application/accounts/reset-password', 'RESET_MINUTES')),
    'invitation of an administrator': minutes(
      constantIn('shop/application/administration/invitation', 'INVITATION_MINUTES'),
    ),
  };
}

function pageValues(): Values {
  const timeouts = constantsIn('shop/presentation/storefront/http-timeouts', 'HTTP_TIMEOUTS');
  const pictureBytes = constantIn('shop/domain/inventory/pictures', 'MAXIMUM_PICTURE_BYTES');
  const timeout = (name: string) => seconds((timeouts.get(name) ?? 0) / 1_000);
  return {
    'products on a page': String(constantIn('shop/presentation/storefront/routes/catalogue', 'PAGE_SIZE')),
    'remembered orders of a browser': String(constantIn('shop/presentation/http/remembered-orders', 'REMEMBERED')),
    'signed form for an upload': minutes(constantIn('shop/adapters/media/s3-media', 'UPLOAD_SECONDS') / 60),
    'picture of a product at most': `${pictureBytes / MIB} MiB`,
    'time for the headers of a request': timeout('headersTimeout'),
    'time for a whole request': timeout('requestTimeout'),
    'factor of limits for visitors without an address': String(constantIn('shop/domain/limits', 'UNKNOWN_FACTOR')),
  };
}

/** The limits by account, address or network; `docs/storefront.md` says what each counts. */
function limitValues(): Values {
  return Object.fromEntries(
    [...requestLimits()].map(([name, { most, minutes: window }]) => [
      `limit "${name}"`,
      `${most} in ${minutes(window)}`,
    ]),
  );
}
