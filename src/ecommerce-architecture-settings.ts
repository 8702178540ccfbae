import type { Construct } from 'constructs';
import { resolveCache } from './cache/cache-options';
import { resolveCommerce } from './commerce/commerce-settings';
import { Profile } from './core/profile';
import { resolveDatabase } from './database/database-settings';
import { resolveDns } from './dns/dns-options';
import type { EcommerceArchitectureProps } from './ecommerce-architecture-props';
import { resolveEdge } from './edge/edge-options';
import { resolveMail } from './mail/mail-options';
import { resolveMessaging } from './messaging/messaging-options';
import { resolveMonitoring } from './monitoring/monitoring-options';
import { resolveNetwork } from './network/network-options';
import { resolveStorage } from './storage/storage-options';
import { resolveWeb } from './web/web-options';

/**
 * Validates the options of all rooms and fills in the defaults, once, before the first resource is created. Invalid
 * input therefore leaves no incomplete construct behind.
 *
 * @param scope - a construct in the shop's stack, whose Region some options must match
 * @param props - as the user wrote them
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveSettings(scope: Construct, props: EcommerceArchitectureProps) {
  const { profile = Profile.PRODUCTION } = props;
  const monitoring = resolveMonitoring(props.monitoring ?? {});
  const network = resolveNetwork(props.network ?? {}, profile);
  const dns = resolveDns(scope, props.dns ?? {});
  const storage = resolveStorage(props.storage ?? {}, profile);
  const database = resolveDatabase(props.database ?? {}, profile);
  const cache = resolveCache(props.cache ?? {}, profile);
  const messaging = resolveMessaging(props.messaging ?? {});
  const mail = resolveMail(props.mail ?? {});
  const { family: engineFamily } = database.spec;
  const commerce = resolveCommerce(props.commerce ?? {}, engineFamily);
  const { originPrefixListId } = props.edge ?? {};
  const web = resolveWeb(scope, props.web ?? {}, { profile, engineFamily, originPrefixListId });
  const edge = resolveEdge(props.edge ?? {}, profile);
  return { profile, monitoring, network, dns, storage, database, cache, messaging, mail, commerce, web, edge };
}
