import { MAIL_PATH } from './mail/mail-pages';
import { LocalOptions } from './options';
import { ShopFacts } from './shop';
import { PATHS } from '../../src/contract/paths';
import { Role } from '../domain/accounts/customer';

const titles: Readonly<Record<Role, string>> = { admin: 'Admin', seller: 'Seller', customer: 'Customer' };

/**
 * Text that is printed when the shop has started: addresses, accounts and data.
 *
 * @param tookMs - duration of the start in milliseconds
 */
export function banner(
  { url, webhookSecret, databaseUrl, accounts }: ShopFacts,
  { data, database }: LocalOptions,
  tookMs: number,
): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Shop', `${url}/`],
    ['Mail', `${url}${MAIL_PATH}`],
    ['Store API', `${url}${PATHS.storeApi}products`],
    ['Webhook', `${url}${PATHS.paymentWebhooks}demo, signed with ${webhookSecret}`],
    ['Database', databaseUrl ?? `${database?.engine} on ${database?.host}:${database?.port}`],
    ...accounts.map(
      ({ role, email, password }) =>
        [
          titles[role],
          `${email}, password ${password ?? 'as printed when the account was created, or a new one by mail'}`,
        ] as const,
    ),
    ['Data', data ?? 'in a temporary folder, removed at the end (--data keeps it)'],
  ];
  const rows = lines.map(([name, value]) => `  ${name.padEnd(11)}${value}`);
  return `\nThe shop is open (${(tookMs / 1_000).toFixed(1)} s).\n\n${rows.join('\n')}\n\nCtrl-C stops it.\n`;
}
