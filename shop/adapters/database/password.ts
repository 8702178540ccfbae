/** Passwords of database connections. */
import type { Signer } from '@aws-sdk/rds-signer';
import { PasswordSource } from './driver-options';
import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../configuration/config-error';
import { DatabaseConfig } from '../configuration/shop-config';

/** A token is valid for 15 minutes. Signing costs milliseconds, so connections share a token for ten. */
const TOKEN_CACHE_MS = 10 * 60_000;

/** Returns the source of the configured sign-in: IAM tokens or a fixed password. */
export function passwordSource(config: DatabaseConfig): PasswordSource {
  return config.signIn === 'iam'
    ? tokenSource(config)
    : fixedPassword(required(config.password, VARIABLES.database.password));
}

/** Returns a source of one fixed password. */
export function fixedPassword(password: string): PasswordSource {
  return async () => password;
}

function tokenSource(config: DatabaseConfig): PasswordSource {
  const options = {
    hostname: config.host,
    port: config.port,
    username: config.user,
    region: required(config.region, VARIABLES.aws.region),
  };
  let signer: Signer | undefined;
  let token: { readonly value: string; readonly until: number } | undefined;
  return async (fresh) => {
    if (fresh || token === undefined || token.until < Date.now()) {
      const { Signer: TokenSigner } = await import('@aws-sdk/rds-signer');
      signer ??= new TokenSigner(options);
      token = { value: await signer.getAuthToken(), until: Date.now() + TOKEN_CACHE_MS };
    }
    return token.value;
  };
}
