import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { BusinessFunction } from './business-function';
import { paymentOf, validateCommerce } from './commerce-options';
import type { CommerceOptions } from './commerce-options';
import { SAMPLE_NAMES } from './function-plans';
import type { SampleName } from './function-plans';
import type { Payment } from './payment';
import { unpaidOrderEnvironment } from './unpaid-orders';
import type { Cache } from '../cache/cache';
import { VARIABLES } from '../contract/variables';
import type { Profile } from '../core/profile';
import type { Database } from '../database/database';
import type { Mail } from '../mail/mail';
import type { Messaging } from '../messaging/messaging';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';
import type { Storage } from '../storage/storage';

const DEFAULT_CONCURRENCY = 10;

/** Validated options with all defaults filled in. */
export interface CommerceSettings {
  /** The code of each function; with Oracle only functions that the user has given. */
  readonly functions: Readonly<Partial<Record<SampleName, BusinessFunction>>>;
  readonly environment: { readonly [name: string]: string };
  readonly maxConcurrency: number;
  readonly payment: Payment;
  readonly paymentSecret?: ISecret;
  readonly orderAccessSecret?: ISecret;
  /** Rules for orders, as environment variables of the shop. */
  readonly orderRules: { readonly [name: string]: string };
  readonly demoCatalogue: boolean;
}

/** Settings of the commerce, and what it needs from other rooms. */
export interface CommerceProps extends CommerceSettings {
  /** Decides the retention of logs. */
  readonly profile: Profile;
  /** Its application subnets contain the functions. */
  readonly network: INetwork;
  /** Encrypts the logs. */
  readonly encryptionKey: IKey;
  readonly monitoring: IMonitoring;
  readonly database: Database;
  readonly cache: Cache;
  readonly messaging: Messaging;
  readonly mail: Mail;
  readonly storage: Storage;
  /** The shop's URL under its domain; undefined without a domain, in which case mails that need a link are not sent. */
  readonly shopUrl?: string;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param engineFamily - of the database; with `oracle` no function has a default
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveCommerce(options: CommerceOptions, engineFamily: string): CommerceSettings {
  validateCommerce(options, engineFamily);
  const sample = engineFamily === 'oracle' ? undefined : BusinessFunction.sample();
  return {
    functions: Object.fromEntries(SAMPLE_NAMES.map((name) => [name, options[name] ?? sample])),
    environment: options.environment ?? {},
    maxConcurrency: options.maxConcurrency ?? DEFAULT_CONCURRENCY,
    payment: paymentOf(options),
    paymentSecret: options.paymentSecret,
    orderAccessSecret: options.orderAccessSecret,
    orderRules: orderRules(options),
    demoCatalogue: options.demoCatalogue ?? true,
  };
}

function orderRules({ unpaidOrders, deliveryChangeDelay }: CommerceOptions): { [name: string]: string } {
  return {
    ...unpaidOrderEnvironment(unpaidOrders),
    ...(deliveryChangeDelay
      ? { [VARIABLES.orderRules.deliveryChangeDelaySeconds]: String(deliveryChangeDelay.toSeconds()) }
      : {}),
  };
}
