import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../aws/client-options';

const KEPT_MS = 5 * 60_000;

interface Entry {
  readonly value: Promise<string>;
  readonly until: number;
}

export interface ReadSecretOptions {
  /** Read again even when the kept value is young: a sign-in with it was refused, so it has rotated. */
  readonly fresh?: boolean;
}

const kept = new Map<string, Entry>();
let client: SecretsManagerClient | undefined;

/** The text of a secret, kept for five minutes. When the service is away a value that is too old is better than none. */
export async function readSecret(arn: string, options: ReadSecretOptions = {}): Promise<string> {
  const previous = kept.get(arn);
  if (previous && !options.fresh && Date.now() < previous.until) {
    return previous.value;
  }
  const entry: Entry = { value: fetchSecret(arn), until: Date.now() + KEPT_MS };
  kept.set(arn, entry);
  try {
    return await entry.value;
  } catch (error) {
    if (kept.get(arn) === entry) {
      kept.delete(arn);
      if (previous) kept.set(arn, { ...previous, until: 0 });
    }
    if (previous && !options.fresh) {
      return previous.value;
    }
    throw error;
  }
}

/** Forgets everything that was read, as a new process would. */
export function forgetSecrets(): void {
  kept.clear();
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
