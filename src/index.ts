// The main construct
export { EcommerceArchitecture } from './ecommerce-architecture';
export type { EcommerceArchitectureProps } from './ecommerce-architecture-props';
export { Profile } from './core/profile';
export type { IClient } from './core/i-client';

// The rooms
export { Network } from './network/network';
export type { NetworkOptions } from './network/network-options';
export { LogBucket } from './storage/log-bucket';
export { Storage } from './storage/storage';
export type { StorageOptions } from './storage/storage-options';
export { Database } from './database/database';
export { DatabaseEngine } from './database/database-engine';
export type { DatabaseEngineOptions, OracleEngineOptions } from './database/database-engine';
export type { DatabaseOptions } from './database/database-options';
export { OracleEdition } from './database/oracle-edition';
export { Cache } from './cache/cache';
export type { CacheOptions } from './cache/cache-options';
export { ValkeyReplicationGroup } from './cache/valkey-replication-group';
export { Messaging } from './messaging/messaging';
export type { MessagingOptions } from './messaging/messaging-options';
export { DmarcPolicy } from './mail/dmarc-policy';
export { Mail } from './mail/mail';
export type { MailOptions } from './mail/mail-options';
export type { AddFunctionOptions } from './commerce/add-function-options';
export { BusinessFunction } from './commerce/business-function';
export type { BusinessFunctionCodeOptions } from './commerce/business-function';
export { Commerce } from './commerce/commerce';
export { CommerceFunction } from './commerce/commerce-function';
export type { CommerceOptions } from './commerce/commerce-options';
export { CommerceService } from './commerce/commerce-service';
export { Payment } from './commerce/payment';
export type { SignedPaymentOptions } from './commerce/payment';
export type { UnpaidOrderOptions } from './commerce/unpaid-orders';
export { Fleet } from './web/fleet';
export { FunctionRoute } from './web/function-route';
export type { FunctionRouteOptions } from './web/function-route';
export { ServerSize } from './web/server-size';
export { Web } from './web/web';
export type { MetricScalingOptions } from './web/web';
export type { WebOptions } from './web/web-options';
export { WebServer } from './web/web-server';
export type { WebServerDirectoryOptions, WebServerMachineImageOptions, WebServerOptions } from './web/web-server';
export { Edge } from './edge/edge';
export type { EdgeOptions } from './edge/edge-options';
export { EdgeSupport } from './edge/edge-support';
export { ManagedWebAcl } from './edge/managed-web-acl';
export type { PathRateLimit, PathRateLimits } from './edge/path-limits';
export { WebAcl } from './edge/web-acl';
export type { ManagedWebAclOptions } from './edge/web-acl';
export { Dns } from './dns/dns';
export type { DnsOptions } from './dns/dns-options';
export type { AlarmOptions } from './monitoring/alarm-options';
export { Monitoring } from './monitoring/monitoring';
export type { MonitoringOptions } from './monitoring/monitoring-options';

// The Well-Architected checks
export * from './well-architected';
