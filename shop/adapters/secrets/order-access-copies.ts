import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'crypto';
import { AccessCopies } from '../../ports/order-access';
import { log } from '../telemetry/log';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Copies of access tokens, encrypted with AES-256-GCM. The key is derived from a secret that only functions that send
 * mails may read. The order's id is authenticated as well, so a copy that is moved to another order cannot be
 * decrypted.
 */
export class EncryptedAccessCopies implements AccessCopies {
  /**
   * @param secrets - the current secret first; during a rotation the previous one second, which still decrypts older
   * copies
   */
  constructor(private readonly secrets: () => Promise<readonly string[]>) {}

  async seal(orderId: string, token: string): Promise<string | undefined> {
    try {
      const [secret] = await this.secrets();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv).setAAD(Buffer.from(orderId));
      const content = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, content, cipher.getAuthTag()]).toString('base64url')}`;
    } catch (error) {
      // The order is accepted anyway: its mails then have links without a token.
      log.error('the access token of an order cannot be encrypted for its mails', { orderId, error });
      return undefined;
    }
  }

  async open(orderId: string, copy: string): Promise<string | undefined> {
    const [version, text = ''] = copy.split('.');
    const bytes = Buffer.from(text, 'base64url');
    if (version !== 'v1' || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    for (const secret of await this.secrets()) {
      const token = decrypt(keyOf(secret), orderId, bytes);
      if (token !== undefined) return token;
    }
    return undefined;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'order access', 32));
}

function decrypt(key: Buffer, orderId: string, bytes: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(orderId));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
