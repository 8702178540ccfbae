import { PaymentConfig, required } from '../../config';

export type PaymentSecrets = () => Promise<readonly string[]>;

/** Two at most: the one in use and the one that follows or precedes it during a rotation. */
const ACTIVE = 2;

/** `read` keeps what it read for a while; a rotation therefore needs both secrets active for longer than that. */
export function paymentSecrets(config: Pick<PaymentConfig, 'secrets' | 'secretArn'>, read: (arn: string) => Promise<string>): PaymentSecrets {
  const { secrets, secretArn } = config;
  if (secrets) return async () => secrets.slice(0, ACTIVE);
  const arn = required(secretArn, 'PAYMENT_SECRET_ARN');
  return async () => activeSecrets(await read(arn));
}

function activeSecrets(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'active' in value && Array.isArray(value.active)) {
      return value.active.filter((secret): secret is string => typeof secret === 'string' && secret !== '').slice(0, ACTIVE);
    }
  } catch {
    // Not JSON: the text itself is the secret.
  }
  return [text];
}
