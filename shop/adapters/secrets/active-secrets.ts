import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../configuration/config-error';
import { OrderAccessConfig, PaymentConfig } from '../configuration/shop-config';

/** Returns the active values of a secret, the newest first. */
export type ActiveSecrets = () => Promise<readonly string[]>;

/** Two at most: during a rotation the current value and the next or previous one. */
const ACTIVE = 2;

/**
 * Signing secrets of the payment provider.
 *
 * @param read - may return a value that it has cached for a while, so a rotation must keep both values active for
 * longer
 */
export function paymentSecrets(
  config: Pick<PaymentConfig, 'secrets' | 'secretArn'>,
  read: (arn: string) => Promise<string>,
): ActiveSecrets {
  return activeSecrets(config, VARIABLES.payment.secretArn, read);
}

/**
 * Secrets that encrypt the copies of orders' access tokens.
 *
 * @param read - may return a value that it has cached for a while
 */
export function orderAccessSecrets(config: OrderAccessConfig, read: (arn: string) => Promise<string>): ActiveSecrets {
  return activeSecrets(config, VARIABLES.orderAccess.secretArn, read);
}

function activeSecrets(
  { secrets, secretArn }: OrderAccessConfig,
  variable: string,
  read: (arn: string) => Promise<string>,
): ActiveSecrets {
  if (secrets) return async () => secrets.slice(0, ACTIVE);
  const arn = required(secretArn, variable);
  return async () => parseSecrets(await read(arn));
}

function parseSecrets(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'active' in value && Array.isArray(value.active)) {
      return value.active
        .filter((secret): secret is string => typeof secret === 'string' && secret !== '')
        .slice(0, ACTIVE);
    }
  } catch {
    // Not JSON: the text itself is the secret.
  }
  return [text];
}
