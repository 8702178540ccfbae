import { OrderAccessConfig } from '../../adapters/configuration/shop-config';
import { orderAccessSecrets } from '../../adapters/secrets/active-secrets';
import { NO_ACCESS_COPIES } from '../../adapters/secrets/no-access-copies';
import { EncryptedAccessCopies } from '../../adapters/secrets/order-access-copies';
import { readSecret } from '../../adapters/secrets/secrets';
import { AccessCopies } from '../../ports/order-access';

/** A file apart, so that only the bundles of mailing functions carry it. */
export function openAccessCopies(config: OrderAccessConfig | undefined): AccessCopies {
  return config ? new EncryptedAccessCopies(orderAccessSecrets(config, readSecret)) : NO_ACCESS_COPIES;
}
