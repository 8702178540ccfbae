import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../configuration/config-error';
import { OrderAccessConfig, PaymentConfig } from '../configuration/shop-config';

/** The active texts of a secret, the newest first. */
export type ActiveSecrets = () => Promise<readonly string[]>;

/** Two at most: the one in use and the one that follows or precedes it during a rotation. */
const ACTIVE = 2;

/** `read` keeps what it read for a while; a rotation therefore needs both secrets active for longer than that. */
export function paymentSecrets(
  config: Pick<PaymentConfig, 'secrets' | 'secretArn'>,
  read: (arn: string) => Promise<string>,
): ActiveSecrets {
  return activeSecrets(config, VARIABLES.payment.secretArn, read);
}

/** The secret that encrypts copies of the secrets of orders, kept in the same form. */
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
