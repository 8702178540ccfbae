import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EncryptionKey } from '../../src/core/encryption-key';
import type { IClient } from '../../src/core/i-client';
import { Profile } from '../../src/core/profile';
import { Monitoring } from '../../src/monitoring/monitoring';
import { Network } from '../../src/network/network';
import { resolveNetwork } from '../../src/network/network-options';
import { newStack } from '../support/app';
import type { TestApp } from '../support/app';

/** A stack with the rooms that every room with data requires: network, monitoring and key. */
export interface SharedRooms {
  readonly stack: Stack;
  readonly profile: Profile;
  readonly network: Network;
  readonly monitoring: Monitoring;
  readonly encryptionKey: EncryptionKey['key'];
}

/**
 * Creates a stack with these rooms.
 *
 * @param profile - decides retention and the number of NAT gateways
 * @param app - feature flags and environment of the stack
 */
export function newSharedRooms(profile = Profile.PRODUCTION, app: TestApp = {}): SharedRooms {
  const stack = newStack(app);
  return { stack, ...createSharedRooms(stack, profile) };
}

/**
 * Creates these rooms in an existing scope.
 *
 * @param scope - must be empty, because the construct ids are fixed
 * @param profile - decides retention and the number of NAT gateways
 */
export function createSharedRooms(scope: Construct, profile = Profile.PRODUCTION): Omit<SharedRooms, 'stack'> {
  const encryptionKey = new EncryptionKey(scope, 'Key', { profile }).key;
  const monitoring = Monitoring._create(scope, 'Monitoring', { encryptionKey, alarmEmail: 'ops@example.com' });
  const network = Network._create(scope, 'Network', { ...resolveNetwork({}, profile), encryptionKey });
  return { profile, encryptionKey, monitoring, network };
}

/** A client that records its environment variables. */
export class TestClient extends Construct implements IClient {
  readonly environment: Record<string, string> = {};
  readonly connections: ec2.Connections;
  readonly grantPrincipal: iam.Role;

  constructor(scope: Construct, id: string, vpc: ec2.IVpc, allowAllOutbound = true) {
    super(scope, id);
    this.grantPrincipal = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.connections = new ec2.Connections({
      securityGroups: [new ec2.SecurityGroup(this, 'Group', { vpc, allowAllOutbound })],
    });
  }

  addEnvironment(name: string, value: string): void {
    this.environment[name] = value;
  }
}
