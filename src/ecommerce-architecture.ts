import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { Cache } from './cache/cache';
import { Commerce } from './commerce/commerce';
import { EncryptionKey } from './core/encryption-key';
import type { Profile } from './core/profile';
import { tagShop } from './core/tags';
import { Database } from './database/database';
import { Dns } from './dns/dns';
import type { EcommerceArchitectureProps } from './ecommerce-architecture-props';
import { resolveSettings } from './ecommerce-architecture-settings';
import { Edge } from './edge/edge';
import { EdgeSupport } from './edge/edge-support';
import { Mail } from './mail/mail';
import { Messaging } from './messaging/messaging';
import { Monitoring } from './monitoring/monitoring';
import { Network } from './network/network';
import { describeOutputs } from './outputs';
import { Storage } from './storage/storage';
import { OriginHeader } from './web/origin-header';
import { Web } from './web/web';
import { WellArchitected } from './well-architected';

/**
 * The whole architecture of a shop on AWS, from one statement: visitors come through Route 53, CloudFront and a web ACL to a load
 * balancer and its servers in two zones; business functions take orders, payments and shipments; a relational database with a
 * standby, a cache, topics, mail, alarms and the Well-Architected checks are in place.
 *
 * Every room is a property, and every AWS resource is reachable from its room.
 *
 * @example
 * const shop = new EcommerceArchitecture(this, 'Shop', {
 *   profile: Profile.PRODUCTION,
 *   monitoring: { alarmEmail: 'ops@example.com' },
 * });
 */
export class EcommerceArchitecture extends Construct {
  /** The key that encrypts database, log groups and topics. */
  public readonly encryptionKey: IKey;

  /** Alarms, alarm topic and dashboard. */
  public readonly monitoring: Monitoring;

  /** VPC and its three tiers. */
  public readonly network: Network;

  /** Media and log buckets. */
  public readonly storage: Storage;

  /** The shop's domain: zone, certificates and records. */
  public readonly dns: Dns;

  /** The relational database and its proxy. */
  public readonly database: Database;

  /** The cache of products and search results. */
  public readonly cache: Cache;

  /** The topics: order notifications, stock updates, special offers. */
  public readonly messaging: Messaging;

  /** Who the shop's mail comes from. */
  public readonly mail: Mail;

  /** The business functions and their queues. */
  public readonly commerce: Commerce;

  /** Load balancer, servers and their scaling. */
  public readonly web: Web;

  /** CloudFront and the web ACL. */
  public readonly edge: Edge;

  /** Where things live that CloudFront takes from us-east-1. */
  public readonly edgeSupport: EdgeSupport;

  constructor(scope: Construct, id: string, props: EcommerceArchitectureProps = {}) {
    super(scope, id);
    const settings = resolveSettings(this, props);
    const { profile } = settings;

    // What every room stands on.
    this.encryptionKey = props.encryptionKey ?? new EncryptionKey(this, 'Encryption', { profile }).key;
    this.monitoring = Monitoring._create(this, 'Monitoring', {
      ...settings.monitoring,
      encryptionKey: this.encryptionKey,
    });
    const common = { profile, encryptionKey: this.encryptionKey, monitoring: this.monitoring };
    this.network = Network._create(this, 'Network', { ...settings.network, ...common });
    const network = this.network;

    // The shop's name, and where things live that CloudFront takes from us-east-1.
    this.edgeSupport = EdgeSupport._create(this, 'EdgeSupport');
    this.dns = Dns._create(this, 'Dns', { ...settings.dns, support: this.edgeSupport });

    // Where data lives.
    this.storage = Storage._create(this, 'Storage', settings.storage);
    this.database = Database._create(this, 'Database', { ...settings.database, ...common, network });
    this.cache = Cache._create(this, 'Cache', { ...settings.cache, ...common, network });

    // What happens to an order.
    this.messaging = Messaging._create(this, 'Messaging', { ...settings.messaging, ...common });
    this.mail = Mail._create(this, 'Mail', { ...settings.mail, ...common });
    this.commerce = Commerce._create(this, 'Commerce', {
      ...settings.commerce,
      ...common,
      network,
      database: this.database,
      cache: this.cache,
      messaging: this.messaging,
      mail: this.mail,
      storage: this.storage,
      shopUrl: this.dns.domainName === undefined ? undefined : `https://${this.dns.domainName}`,
    });

    // What visitors reach: the servers, and the edge in front of them.
    const originHeader = new OriginHeader(this, 'OriginHeader', { version: settings.edge.originSecretVersion });
    this.web = Web._create(this, 'Web', {
      ...settings.web,
      ...common,
      network,
      storage: this.storage,
      originHeader,
      certificate: this.dns.regionalCertificate,
    });
    this.connectServers();
    this.edge = Edge._create(this, 'Edge', {
      ...settings.edge,
      ...common,
      originHeader,
      support: this.edgeSupport,
      loadBalancer: this.web.loadBalancer,
      httpsToOrigin: this.dns.regionalCertificate !== undefined,
      mediaBucket: this.storage.mediaBucket,
      logBucket: this.storage.logBucket,
      domainNames: this.dns.domainName === undefined ? undefined : [this.dns.domainName],
      certificate: this.dns.edgeCertificate,
    });
    this.dns.addAliases(this.edge.distribution);

    describeOutputs(this, this);
    this.tagAndCheck(profile, props.wellArchitected ?? WellArchitected.enforce());
  }

  /** The shop's address, as visitors type it. */
  public get url(): string {
    return `https://${this.dns.domainName ?? this.edge.distribution.distributionDomainName}`;
  }

  /** Each call carries permission, network path and environment. */
  private connectServers(): void {
    const { fleet } = this.web;
    this.database.connect(fleet);
    this.cache.connect(fleet);
    this.storage.connectMedia(fleet);
    this.commerce.connectServers(fleet);
    for (const route of this.commerce._routes) this.web.addFunctionRoute(route.id, route);
  }

  /** The support stack is part of the shop, though it stands beside it. */
  private tagAndCheck(profile: Profile, checks: WellArchitected): void {
    const scopes = [this, this.edgeSupport.stack].filter((scope) => scope !== undefined);
    for (const scope of scopes) tagShop(scope, this.node.id, profile);
    checks._attach(scopes, profile);
  }
}
