import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Access keys as the SDK's credential providers give them. */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ConnectTokenOptions {
  /** The replication group's id. */
  readonly name: string;
  readonly user: string;
  readonly region: string;
  readonly credentials: () => Promise<AccessKeys>;
}

const TOKEN_SECONDS = 900;

/** Signs the password of one sign-in: a presigned request, good for 15 minutes, that the cache checks instead of a stored secret. */
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

/** Signature version 4 escapes more than `encodeURIComponent` does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}
