import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { Profile } from '../../src/core/profile';
import { Dns } from '../../src/dns/dns';
import { resolveDns } from '../../src/dns/dns-options';
import type { DnsOptions } from '../../src/dns/dns-options';
import { Edge } from '../../src/edge/edge';
import { resolveEdge } from '../../src/edge/edge-options';
import type { EdgeOptions } from '../../src/edge/edge-options';
import { EdgeSupport } from '../../src/edge/edge-support';
import { Monitoring } from '../../src/monitoring/monitoring';
import { Storage } from '../../src/storage/storage';
import { resolveStorage } from '../../src/storage/storage-options';
import type { StorageOptions } from '../../src/storage/storage-options';

/** Every feature flag that this version recommends, as `cdk init` would set them. */
// eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
export const RECOMMENDED: Record<string, unknown> = require('aws-cdk-lib/recommended-feature-flags.json');

export interface ShopOptions {
  readonly edge?: EdgeOptions;
  readonly dns?: DnsOptions;
  readonly storage?: StorageOptions;
  readonly profile?: Profile;
}

/** The rooms that the edge touches, with the smallest load balancer. */
export class Shop extends Construct {
  public readonly storage: Storage;
  public readonly support: EdgeSupport;
  public readonly dns: Dns;
  public readonly edge: Edge;
  public readonly monitoring: Monitoring;
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  public readonly secret: Secret;

  constructor(scope: Construct, id: string, options: ShopOptions = {}) {
    super(scope, id);
    const profile = options.profile ?? Profile.PRODUCTION;
    const encryptionKey = new kms.Key(this, 'Key', { enableKeyRotation: true });
    this.monitoring = Monitoring._create(this, 'Monitoring', { encryptionKey, alarmEmail: 'ops@example.com' });
    this.storage = Storage._create(this, 'Storage', resolveStorage(options.storage ?? {}, profile));
    this.support = EdgeSupport._create(this, 'EdgeSupport');
    this.dns = Dns._create(this, 'Dns', { ...resolveDns(this, options.dns ?? {}), support: this.support });
    this.secret = new Secret(this, 'OriginHeader');
    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['a', 'b'],
      publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      publicSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef0'],
    });
    this.loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    for (const [construct, rule] of [
      [this.secret, 'SMG4'],
      [this.loadBalancer, 'ELB2'],
    ] as const) {
      Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason: 'Not what is tested here.' });
    }
    this.edge = Edge._create(this, 'Edge', {
      ...resolveEdge(options.edge ?? {}, profile),
      encryptionKey,
      monitoring: this.monitoring,
      loadBalancer: this.loadBalancer,
      httpsToOrigin: this.dns.regionalCertificate !== undefined,
      originHeader: { headerName: 'X-Origin-Verify', secret: this.secret },
      mediaBucket: this.storage.mediaBucket,
      logBucket: this.storage.logBucket,
      support: this.support,
      domainNames: this.dns.domainName === undefined ? undefined : [this.dns.domainName],
      certificate: this.dns.edgeCertificate,
    });
    this.dns.addAliases(this.edge.distribution);
  }
}

export function stackIn(region?: string, context: Record<string, unknown> = {}, env: Environment = {}): Stack {
  return new Stack(new App({ context }), 'Main', { env: { region, ...env } });
}

/** Returns the template of the support stack, whose name contains a hash. */
export function supportTemplate(shop: Shop): Template {
  if (!shop.support.stack) throw new Error('there is no support stack');
  return Template.fromStack(shop.support.stack);
}

interface Body {
  readonly Resources?: Record<string, { Type: string; Properties: Record<string, never> }>;
  readonly Transform?: unknown;
}

/** Every stack of the app, those in Stages included. */
export function allTemplates(app: App): Body[] {
  const assembly = app.synth();
  return assembly.stacksRecursively.map(({ template }) => template as Body);
}

export function typesIn(template: Body): string[] {
  return Object.values(template.Resources ?? {}).map(({ Type }) => Type);
}

/** Returns the findings of AwsSolutions below the shop and in its support stack. */
export function findings(shop: Shop): string[] {
  const app = shop.node.root as App;
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  Stage.of(shop)?.synth();
  return [shop, shop.support.stack]
    .flatMap((scope) => (scope ? new AwsSolutionsChecks().validateScope(scope).violations : []))
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ resourceLogicalId }) => `${ruleName} ${resourceLogicalId}`),
    );
}
