import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { Cache } from '../../src/cache/cache';
import { resolveCache } from '../../src/cache/cache-options';
import { Commerce } from '../../src/commerce/commerce';
import type { CommerceFunction } from '../../src/commerce/commerce-function';
import type { CommerceOptions } from '../../src/commerce/commerce-options';
import { resolveCommerce } from '../../src/commerce/commerce-settings';
import type { Profile } from '../../src/core/profile';
import { Database } from '../../src/database/database';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { Mail } from '../../src/mail/mail';
import { resolveMail } from '../../src/mail/mail-options';
import { Messaging } from '../../src/messaging/messaging';
import { Network } from '../../src/network/network';
import { resolveNetwork } from '../../src/network/network-options';
import { Storage } from '../../src/storage/storage';
import { resolveStorage } from '../../src/storage/storage-options';
import { newRoom } from '../messaging/room';
import { resources } from '../support/app';
import type { TestApp } from '../support/app';

export interface ShopOptions {
  readonly commerce?: CommerceOptions;
  readonly database?: DatabaseOptions;
  readonly profile?: Profile;
  readonly app?: TestApp;
}

/** The rooms that the business functions require, as the main construct creates them. */
export function newShop(options: ShopOptions = {}) {
  const room = newRoom(options.app);
  const { stack } = room;
  const { profile = room.profile } = options;
  const shared = { ...room, profile };
  const database = resolveDatabase(options.database ?? {}, profile);
  const network = Network._create(stack, 'Network', { ...resolveNetwork({}, profile), ...room });
  const rooms = {
    ...shared,
    network,
    storage: Storage._create(stack, 'Storage', resolveStorage({}, profile)),
    database: Database._create(stack, 'Database', { ...database, ...shared, network }),
    cache: Cache._create(stack, 'Cache', { ...resolveCache({}, profile), ...room, profile, network }),
    messaging: Messaging._create(stack, 'Messaging', shared),
    mail: Mail._create(stack, 'Mail', { ...resolveMail({ sender: 'orders@example.com' }), ...shared }),
  };
  const commerce = resolveCommerce(options.commerce ?? {}, database.spec.family);
  return { ...rooms, commerce: Commerce._create(stack, 'Commerce', { ...commerce, ...rooms }) };
}

export type Shop = ReturnType<typeof newShop>;

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Effect: string;
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: Statement[] };
}

/** A function of the template, with its environment and permissions. */
export function read(shop: Shop, template: Template, made: CommerceFunction) {
  const id = shop.stack.getLogicalId(made.function.node.defaultChild as never);
  const { Properties } = resources(template, 'AWS::Lambda::Function')[id];
  const properties = Properties as unknown as {
    readonly Role: { readonly 'Fn::GetAtt': string[] };
    readonly Environment?: { readonly Variables: Record<string, unknown> };
    readonly [name: string]: unknown;
  };
  const role = resources(template, 'AWS::IAM::Role')[properties.Role['Fn::GetAtt'][0]];
  const { Policies, ManagedPolicyArns } = role.Properties as unknown as {
    Policies: Policy[];
    ManagedPolicyArns: { Ref: string }[];
  };
  const shared = ManagedPolicyArns.map(
    ({ Ref }) => resources(template, 'AWS::IAM::ManagedPolicy')[Ref].Properties as unknown as Policy,
  );
  const statements = [...Policies, ...shared].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const actions = statements.flatMap(({ Action }) => Action).sort();
  return { id, properties, statements, actions, environment: properties.Environment?.Variables ?? {} };
}

/** Stands in for the bundles, which a test of the constructs does not need. */
export function bundleOf(engineFamily: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `bundle-${engineFamily}-${name}-`));
  writeFileSync(join(folder, 'index.js'), `exports.handler = async () => '${engineFamily} ${name}';\n`);
  return folder;
}
