import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct, IConstruct } from 'constructs';
import { EcommerceArchitecture, Profile, WellArchitected, WellArchitectedChecks } from '../../src';

/**
 * A shop with overridden defaults, and a database that was added by hand. The findings of the checks are in
 * test/well-architected/bad-app.test.ts.
 */
export const app = new App();
const where: unknown = app.node.tryGetContext('where') ?? 'stack';

build(where === 'stage' ? new Stage(app, 'Prod') : app);
if (where === 'two') {
  new EcommerceArchitecture(new Stack(app, 'Good'), 'Shop', { monitoring: { alarmEmail: 'ops@example.com' } });
}

function build(scope: Construct): void {
  const stack = new Stack(scope, 'Bad');
  const shop = new EcommerceArchitecture(stack, 'Shop', {
    profile: Profile.PRODUCTION,
    monitoring: { alarmEmail: 'ops@example.com' },
    wellArchitected: where === 'warn' ? WellArchitected.warn() : WellArchitected.enforce(),
  });

  // Security: the database and the servers' SSH port are reachable from everywhere; objects can become public.
  const database = resource(shop.database.instance);
  database.addPropertyOverride('PubliclyAccessible', true);
  database.addPropertyOverride('StorageEncrypted', false);
  resource(shop.storage.mediaBucket).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicPolicy', false);
  shop.web.fleet.connections.allowFromAnyIpv4(Port.tcp(22));

  // Reliability: one zone, backups for one day, no protection of the database against deletion.
  database.addPropertyOverride('MultiAZ', false);
  database.addPropertyOverride('BackupRetentionPeriod', 1);
  database.addPropertyOverride('DeletionProtection', false);

  // Operational excellence: an alarm without a recipient.
  resource(shop.monitoring.node.findChild('OrderQueueAge')).addPropertyOverride('AlarmActions', []);

  // Performance, cost and sustainability: an older volume type, logs without retention, an x86 processor.
  database.addPropertyOverride('StorageType', 'gp2');
  resource(shop.commerce.orderProcessing.logGroup).addPropertyDeletionOverride('RetentionInDays');
  resource(shop.commerce.orderProcessing.function).addPropertyOverride('Architectures', ['x86_64']);

  // Outside of the shop, where only the pack for the whole app finds it.
  new CfnDBInstance(stack, 'Reports', {
    engine: 'postgres',
    dbInstanceClass: 'db.t3.micro',
    masterUsername: 'admin',
    masterUserPassword: 'hunter2-hunter2',
  });
  if (where !== 'warn') Validations.of(app).addPlugins(new WellArchitectedChecks(app));
}

/** Returns the L1 resource, with which an app can override any property of the construct. */
function resource(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

app.synth();
