import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as flags from 'aws-cdk-lib/cx-api';
import { Profile } from '../../../src/core/profile';
import { Monitoring } from '../../../src/monitoring/monitoring';
import { OriginHeader } from '../../../src/web/origin-header';
import { Web } from '../../../src/web/web';
import { resolveWeb } from '../../../src/web/web-options';
import type { WebOptions, WebProps } from '../../../src/web/web-options';
import { WebServer } from '../../../src/web/web-server';

export const SERVER_FOLDER = mkdtempSync(join(tmpdir(), 'server-'));
writeFileSync(join(SERVER_FOLDER, 'server.js'), 'listen();');

export const SERVER = WebServer.directory(SERVER_FOLDER, { start: 'node-24 server.js' });

export interface WebStackOptions extends WebOptions {
  readonly env?: Environment;
  readonly profile?: Profile;
  readonly engineFamily?: string;
  readonly certificate?: WebProps['certificate'];
  readonly originPrefixListId?: string;
  readonly flags?: boolean;
}

export interface WebStack {
  readonly stack: Stack;
  readonly web: Web;
  readonly header: OriginHeader;
  readonly template: () => Template;
}

/** The web tier among the smallest neighbours that it needs. */
export function webStack(options: WebStackOptions = {}): WebStack {
  const { env, flags: withFlags = false, ...web } = options;
  const context = withFlags ? { ...flags.CURRENTLY_RECOMMENDED_FLAGS } : {};
  const app = new App({ context });
  return addWeb(new Stack(app, 'Stack', { env }), web);
}

export function addWeb(stack: Stack, web: WebStackOptions, id: string = ''): WebStack {
  const { profile = Profile.PRODUCTION, engineFamily = 'postgres', originPrefixListId, certificate, ...options } = web;
  const vpc = new ec2.Vpc(stack, `Vpc${id}`, { maxAzs: 2 });
  const logBucket = new Bucket(stack, `Logs${id}`, {
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  });
  const encryptionKey = new Key(stack, `Key${id}`, { enableKeyRotation: true });
  const monitoring = Monitoring._create(stack, `Monitoring${id}`, {
    encryptionKey,
    alarmTopic: new Topic(stack, `Topic${id}`),
  });
  const header = new OriginHeader(stack, `Header${id}`);
  const room = Web._create(stack, `Web${id}`, {
    ...resolveWeb(stack, { server: SERVER, ...options }, { profile, engineFamily, originPrefixListId }),
    network: {
      vpc,
      publicSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      applicationSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      dataSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      applicationTier: vpc.privateSubnets,
    },
    encryptionKey,
    monitoring,
    storage: { logBucket, _allowLoadBalancerLogs: () => logBucket.policy ?? logBucket },
    originHeader: header,
    certificate,
  });
  return { stack, web: room, header, template: () => Template.fromStack(stack) };
}

/** A resource of the template as the tests read it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly CreationPolicy?: unknown;
  readonly UpdatePolicy?: unknown;
}

/** Returns the only resource of a type, or the one that a property identifies. */
export function only(template: Template, type: string, like: object = {}): [string, Resource] {
  const found = Object.entries(template.findResources(type, like)) as [string, Resource][];
  if (found.length !== 1) throw new Error(`expected one ${type}, got ${found.map(([id]) => id).join(', ') || 'none'}`);
  return found[0];
}
