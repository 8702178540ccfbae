import type { Stack } from 'aws-cdk-lib';
import { Connections } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EncryptionKey } from '../../src/core/encryption-key';
import type { IClient } from '../../src/core/i-client';
import { Profile } from '../../src/core/profile';
import { Monitoring } from '../../src/monitoring/monitoring';
import { newStack } from '../support/app';
import type { TestApp } from '../support/app';

/** The props that every room gets. */
export function newRoom(app: TestApp = {}) {
  const stack = newStack(app);
  const profile = Profile.PRODUCTION;
  const { key: encryptionKey } = new EncryptionKey(stack, 'Encryption', { profile });
  const monitoring = Monitoring._create(stack, 'Monitoring', { encryptionKey, alarmEmail: 'ops@example.com' });
  return { stack, profile, encryptionKey, monitoring };
}

export interface TestClient extends IClient {
  readonly environment: Record<string, string>;
}

/** A client that records its environment variables. */
export function newClient(stack: Stack, id = 'Client'): TestClient {
  const environment: Record<string, string> = {};
  return {
    environment,
    grantPrincipal: new Role(stack, id, { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }),
    connections: new Connections(),
    addEnvironment: (name, value) => void (environment[name] = stack.resolve(value)),
  };
}

/** Returns the open findings of AwsSolutions, as `rule of resource`. */
export function findings(stack: Stack): string[] {
  const { violations } = new AwsSolutionsChecks().validateScope(stack);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(
      ({ resourceLogicalId, constructPath }) => `${ruleName} of ${constructPath ?? resourceLogicalId}`,
    ),
  );
}
