import { OrderAccessConfig } from '../../adapters/configuration/shop-config';
import { orderAccessSecrets } from '../../adapters/secrets/active-secrets';
import { NO_ACCESS_COPIES } from '../../adapters/secrets/no-access-copies';
import { EncryptedAccessCopies } from '../../adapters/secrets/order-access-copies';
import { readSecret } from '../../adapters/secrets/secrets';
import { AccessCopies } from '../../ports/order-access';

/**
 * Creates the encryption of access tokens. In a separate file, so that only bundles of functions that send mails
 * contain it.
 */
export function openAccessCopies(config: OrderAccessConfig | undefined): AccessCopies {
  return config ? new EncryptedAccessCopies(orderAccessSecrets(config, readSecret)) : NO_ACCESS_COPIES;
}
