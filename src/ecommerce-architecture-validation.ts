import type { Construct } from 'constructs';
import { validateCache } from './cache/cache-options';
import { validateCommerce } from './commerce/commerce-options';
import { Profile } from './core/profile';
import { DatabaseEngine } from './database/database-engine';
import { validateDatabase } from './database/database-settings';
import { validateDns } from './dns/dns-options';
import type { EcommerceArchitectureProps } from './ecommerce-architecture-props';
import { validateEdge } from './edge/edge-options';
import { validateMail } from './mail/mail-options';
import { validateMessaging } from './messaging/messaging-options';
import { validateMonitoring } from './monitoring/monitoring';
import { validateNetwork } from './network/network';
import { validateStorage } from './storage/storage';
import { validateOriginPrefixList } from './web/origin-prefix-list';
import { validateWeb } from './web/web-options';

/** Everything the user wrote is judged before the first resource is made: bad input leaves nothing half-made behind. */
export function validateArchitecture(scope: Construct, props: EcommerceArchitectureProps): void {
  const profile = props.profile ?? Profile.PRODUCTION;
  const engineFamily = (props.database?.engine ?? DatabaseEngine.postgres()).family;
  validateMonitoring(props.monitoring ?? {});
  validateNetwork(props.network ?? {});
  validateDns(scope, props.dns ?? {});
  validateStorage(props.storage ?? {});
  validateDatabase(props.database ?? {}, profile);
  validateCache(props.cache ?? {}, profile);
  validateMessaging(props.messaging ?? {});
  validateMail(props.mail ?? {});
  validateCommerce(props.commerce ?? {}, engineFamily);
  validateWeb(props.web ?? {}, profile, engineFamily);
  validateEdge(props.edge ?? {});
  validateOriginPrefixList(scope, props.edge?.originPrefixListId);
}
