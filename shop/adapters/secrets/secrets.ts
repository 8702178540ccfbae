import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../aws/client-options';

const CACHE_MS = 5 * 60_000;

interface Entry {
  readonly value: Promise<string>;
  readonly until: number;
}

/** Options of `readSecret`. */
export interface ReadSecretOptions {
  /**
   * True: reads the secret again even if the cached value has not expired, because a sign-in with it was refused after
   * a rotation.
   */
  readonly fresh?: boolean;
}

const cached = new Map<string, Entry>();
let client: SecretsManagerClient | undefined;

/**
 * Returns the text of a secret, cached for five minutes. While Secrets Manager is unavailable, an expired value is
 * returned.
 *
 * @param options - see `ReadSecretOptions`
 */
export async function readSecret(arn: string, options: ReadSecretOptions = {}): Promise<string> {
  const previous = cached.get(arn);
  if (previous && !options.fresh && Date.now() < previous.until) {
    return previous.value;
  }
  const entry: Entry = { value: fetchSecret(arn), until: Date.now() + CACHE_MS };
  cached.set(arn, entry);
  try {
    return await entry.value;
  } catch (error) {
    if (cached.get(arn) === entry) {
      cached.delete(arn);
      if (previous) cached.set(arn, { ...previous, until: 0 });
    }
    if (previous && !options.fresh) {
      return previous.value;
    }
    throw error;
  }
}

/** Removes all cached secrets, as in a new process. */
export function forgetSecrets(): void {
  cached.clear();
  client?.destroy();
  client = undefined;
}

async function fetchSecret(arn: string): Promise<string> {
  const { SecretsManagerClient: Client, GetSecretValueCommand } = await import('../aws/sdk/secrets');
  client ??= new Client(clientOptions());
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) {
    throw new Error(`the secret ${arn} has no text value (SecretString): store the value as text`);
  }
  return SecretString;
}
