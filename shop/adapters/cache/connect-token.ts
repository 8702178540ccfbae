import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Access keys as the SDK's credential providers return them. */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Identity with which a process signs in to the cache. */
export interface ConnectTokenOptions {
  /** Id of the replication group. */
  readonly name: string;
  readonly user: string;
  readonly region: string;
  readonly credentials: () => Promise<AccessKeys>;
}

const TOKEN_SECONDS = 900;

/**
 * Creates the password of one sign-in: a presigned request, valid for 15 minutes, that ElastiCache checks. So no
 * password is stored.
 *
 * @param options - see `ConnectTokenOptions`
 * @param now - begin of the token's validity
 */
export async function connectToken(options: ConnectTokenOptions, now: Date = new Date()): Promise<string> {
  const hostname = options.name.toLowerCase();
  const signer = new SignatureV4({
    service: 'elasticache',
    region: options.region,
    credentials: options.credentials,
    sha256: Sha256,
  });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      query: { Action: 'connect', User: options.user },
      headers: { host: hostname },
    },
    { expiresIn: TOKEN_SECONDS, signingDate: now },
  );
  const query = Object.entries(signed.query ?? {}).map(([key, value]) => `${encode(key)}=${encode(String(value))}`);
  return `${hostname}/?${query.join('&')}`;
}

/** Signature Version 4 escapes more characters than `encodeURIComponent`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}
