import { orderAccessSecrets } from '../adapters/active-secrets';
import { readSecret } from '../adapters/aws/secrets';
import { EncryptedAccessCopies } from '../adapters/order-access-copies';
import { OrderAccessConfig } from '../config';
import { AccessCopies, NO_ACCESS_COPIES } from '../ports/order-access';

/** A file apart, so that only the bundles of mailing functions carry it. */
export function openAccessCopies(config: OrderAccessConfig | undefined): AccessCopies {
  return config ? new EncryptedAccessCopies(orderAccessSecrets(config, readSecret)) : NO_ACCESS_COPIES;
}
