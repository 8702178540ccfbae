import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct, IConstruct } from 'constructs';
import { EcommerceArchitecture, Profile, WellArchitected, WellArchitectedChecks } from '../../src';

/** A shop whose owners knew better, and a database that somebody put beside it: what the checks say of it stands in test/well-architected/bad-app.test.ts. */
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

  // Security: the database can be reached from everywhere, and so can the servers' SSH port; objects may become public.
  const database = resource(shop.database.instance);
  database.addPropertyOverride('PubliclyAccessible', true);
  database.addPropertyOverride('StorageEncrypted', false);
  resource(shop.storage.mediaBucket).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicPolicy', false);
  shop.web.fleet.connections.allowFromAnyIpv4(Port.tcp(22));

  // Reliability: one zone, no backups worth the name, nothing keeps the database from being deleted.
  database.addPropertyOverride('MultiAZ', false);
  database.addPropertyOverride('BackupRetentionPeriod', 1);
  database.addPropertyOverride('DeletionProtection', false);

  // Operational excellence: nobody is told, and no one would know what to do.
  resource(shop.monitoring.node.findChild('OrderQueueAge')).addPropertyOverride('AlarmActions', []);

  // Performance, cost and sustainability: an old disk, logs that are kept for ever, a processor of yesterday.
  database.addPropertyOverride('StorageType', 'gp2');
  resource(shop.commerce.orderProcessing.logGroup).addPropertyDeletionOverride('RetentionInDays');
  resource(shop.commerce.orderProcessing.function).addPropertyOverride('Architectures', ['x86_64']);

  // Beside the shop, where only a pack of its own looks.
  new CfnDBInstance(stack, 'Reports', {
    engine: 'postgres',
    dbInstanceClass: 'db.t3.micro',
    masterUsername: 'admin',
    masterUserPassword: 'hunter2-hunter2',
  });
  if (where !== 'warn') Validations.of(app).addPlugins(new WellArchitectedChecks(app));
}

/** The way around the construct: what CloudFormation gets. */
function resource(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

app.synth();
