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
 * A complete e-commerce architecture on AWS in one statement.
 *
 * Visitors reach a load balancer and its servers in two Availability Zones through Route 53, CloudFront and a web ACL.
 * Business functions process orders, payments and shipments. A relational database with a standby, a cache, topics,
 * mail, alarms and the Well-Architected checks are included.
 *
 * Each part of the architecture, called a room, is a property, and every AWS resource is reachable from its room.
 *
 * @example
 * const shop = new EcommerceArchitecture(this, 'Shop', {
 *   profile: Profile.PRODUCTION,
 *   monitoring: { alarmEmail: 'ops@example.com' },
 * });
 */
export class EcommerceArchitecture extends Construct {
  /** The key that encrypts the database, the log groups and the topics. */
  public readonly encryptionKey: IKey;

  /** The alarms, the topic that they notify, and the dashboard. */
  public readonly monitoring: Monitoring;

  /** The VPC and its three tiers of subnets: public, application and data. */
  public readonly network: Network;

  /** The buckets for media and logs. */
  public readonly storage: Storage;

  /** The shop's domain: hosted zone, certificates and records. Empty without a domain. */
  public readonly dns: Dns;

  /** The relational database and its proxy. */
  public readonly database: Database;

  /** The cache of products and search results. */
  public readonly cache: Cache;

  /** The topics: order notifications, stock updates, special offers. */
  public readonly messaging: Messaging;

  /** The sender of the shop's mail, and the records of its domain. */
  public readonly mail: Mail;

  /** The business functions and their queues. */
  public readonly commerce: Commerce;

  /** The load balancer, the servers and their scaling. */
  public readonly web: Web;

  /** The CloudFront distribution and the web ACL. */
  public readonly edge: Edge;

  /** The support stack in us-east-1, for the certificate and the web ACL that CloudFront requires there. */
  public readonly edgeSupport: EdgeSupport;

  constructor(scope: Construct, id: string, props: EcommerceArchitectureProps = {}) {
    super(scope, id);
    const settings = resolveSettings(this, props);
    const { profile } = settings;

    // Shared by every room.
    this.encryptionKey = props.encryptionKey ?? new EncryptionKey(this, 'Encryption', { profile }).key;
    this.monitoring = Monitoring._create(this, 'Monitoring', {
      ...settings.monitoring,
      encryptionKey: this.encryptionKey,
    });
    const common = { profile, encryptionKey: this.encryptionKey, monitoring: this.monitoring };
    this.network = Network._create(this, 'Network', { ...settings.network, ...common });
    const network = this.network;

    // The shop's name, and the support stack in us-east-1 that CloudFront requires.
    this.edgeSupport = EdgeSupport._create(this, 'EdgeSupport');
    this.dns = Dns._create(this, 'Dns', { ...settings.dns, support: this.edgeSupport });

    // Data.
    this.storage = Storage._create(this, 'Storage', settings.storage);
    this.database = Database._create(this, 'Database', { ...settings.database, ...common, network });
    this.cache = Cache._create(this, 'Cache', { ...settings.cache, ...common, network });

    // Orders and everything that follows from them.
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

    // The servers, and the edge in front of them.
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

  /** The shop's URL, as visitors type it, without a trailing slash. */
  public get url(): string {
    return `https://${this.dns.domainName ?? this.edge.distribution.distributionDomainName}`;
  }

  /** Connects the servers with the other rooms: each call grants permission, network path and environment. */
  private connectServers(): void {
    const { fleet } = this.web;
    this.database.connect(fleet);
    this.cache.connect(fleet);
    this.storage.connectMedia(fleet);
    this.commerce.connectServers(fleet);
    for (const route of this.commerce._routes) this.web.addFunctionRoute(route.id, route);
  }

  /** Tags and checks the construct and its support stack, which is a separate stack of the same shop. */
  private tagAndCheck(profile: Profile, checks: WellArchitected): void {
    const scopes = [this, this.edgeSupport.stack].filter((scope) => scope !== undefined);
    for (const scope of scopes) tagShop(scope, this.node.id, profile);
    checks._attach(scopes, profile);
  }
}
