import { Duration, Size } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize as Ec2Size, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BusinessFunction, DatabaseEngine, DmarcPolicy, OracleEdition, Profile } from '../../../src';
import { oracle, topic, topicArn, zone } from '../fixture';
import type { BadInput } from '../fixture';

/** Database, cache, topics and mail. */
export const DATA: BadInput[] = [
  {
    name: 'Oracle with a proxy',
    props: () => oracle({ database: { proxy: true } }),
    says: ['database.proxy', 'false with Oracle', 'got true', 'remove it'],
  },
  {
    name: 'Oracle with a long name',
    props: () => oracle({ database: { databaseName: 'MYLONGSHOP' } }),
    says: ['database.databaseName', 'at most 8 letters and digits', '"MYLONGSHOP"', 'choose a name'],
  },
  {
    name: 'Oracle on Graviton',
    props: () => oracle({ database: { instanceType: InstanceType.of(InstanceClass.R7G, Ec2Size.LARGE) } }),
    says: ['database.instanceType', 'x86 with Oracle', '"r7g.large"', 'without a `g`'],
  },
  {
    name: 'Oracle without a server',
    props: () => oracle({ web: { server: undefined } }),
    says: ['web.server', 'your server for the engine oracle', 'got "WebServer.sample()"', 'WebServer.directory'],
  },
  ...['orderProcessing', 'paymentVerification', 'shippingNotification'].flatMap((name): BadInput[] =>
    [undefined, BusinessFunction.sample()].map((value) => ({
      name: `Oracle ${value ? 'with the sample as' : 'without'} ${name}`,
      props: () => oracle({ commerce: { [name]: value } }),
      says: [`commerce.${name}`, 'BusinessFunction.code()', 'got "the sample"', 'to your code'],
    })),
  ),
  ...['customerNotification', 'storeApi', 'scheduledTasks', 'migrations'].map((name): BadInput => ({
    name: `Oracle with the sample as ${name}`,
    props: () => oracle({ commerce: { [name]: BusinessFunction.sample() } }),
    says: [`commerce.${name}`, 'BusinessFunction.code()', 'got "the sample"', 'or remove it'],
  })),
  {
    name: "Oracle's Enterprise Edition with a licence in the price",
    props: () => ({
      database: {
        engine: DatabaseEngine.oracle({
          edition: OracleEdition.ENTERPRISE,
          licenseModel: LicenseModel.LICENSE_INCLUDED,
        }),
      },
    }),
    says: ['licenseModel', 'BRING_YOUR_OWN_LICENSE', 'license-included', 'choose a licence'],
  },
  {
    name: 'no backups in production',
    props: () => ({ database: { backupRetention: Duration.days(0) } }),
    says: [
      'database.backupRetention',
      'at least 7 days in production',
      '0 days',
      'raise it or use Profile.DEVELOPMENT',
    ],
  },
  {
    name: 'no backups in development',
    props: () => ({ profile: Profile.DEVELOPMENT, database: { backupRetention: Duration.days(0) } }),
    says: ['database.backupRetention', 'from 1 to 35', '0 days', 'AWS Backup'],
  },
  {
    name: 'a database that is a keyword',
    props: () => ({ database: { databaseName: 'postgres' } }),
    says: ['database.databaseName', 'does not use itself', '"postgres"', 'choose another name'],
  },
  {
    name: 'storage that may grow by less than a tenth',
    props: () => ({ database: { allocatedStorage: Size.gibibytes(100), maxAllocatedStorage: Size.gibibytes(105) } }),
    says: ['database.maxAllocatedStorage', 'at least a tenth above', '105 GiB', 'raise it'],
  },
  {
    name: 'a version that does not exist',
    props: () => ({ database: { engine: DatabaseEngine.mysql({ version: '5.7' }) } }),
    says: ['database.engine version', 'a full MySQL version', '"5.7"', 'give a version'],
  },

  {
    name: 'too many cache nodes',
    props: () => ({ cache: { nodes: 7 } }),
    says: ['cache.nodes', 'from 1 to 6', 'got 7', 'at most five replicas'],
  },
  {
    name: 'a cache without IAM',
    props: () => ({ cache: { engineVersion: '7.0' } }),
    says: ['cache.engineVersion', 'from 7.2 on', '"7.0"', 'do not support IAM sign-in'],
  },
  {
    name: 'no snapshots in production',
    props: () => ({ cache: { snapshotRetention: Duration.days(0) } }),
    says: ['cache.snapshotRetention', 'from 1 to 35', '0 days', 'raise it or use Profile.DEVELOPMENT'],
  },
  {
    name: 'maintenance of half an hour',
    props: () => ({ cache: { maintenanceWindow: 'sun:05:30-sun:06:00' } }),
    says: ['cache.maintenanceWindow', 'at least 60 minutes', '"sun:05:30-sun:06:00"', 'let it end later'],
  },

  {
    name: 'one topic for two purposes',
    props: (stack) => ({
      messaging: {
        orderTopic: topic(stack, 'news'),
        stockTopic: Topic.fromTopicArn(stack, 'again', topicArn('eu-west-1', 'news')),
      },
    }),
    says: [
      'messaging.stockTopic',
      'another topic than `messaging.orderTopic`',
      ':news"',
      'a separate topic for each purpose',
    ],
  },
  {
    name: 'a FIFO topic',
    props: (stack) => ({ messaging: { offerTopic: topic(stack, 'offers.fifo') } }),
    says: ['messaging.offerTopic', 'a standard topic', 'a FIFO topic', 'give a standard topic'],
  },
  {
    name: 'a sender that is no address',
    props: () => ({ mail: { sender: 'Shop <orders@example.com>' } }),
    says: ['mail.sender', 'an e-mail address', '"Shop <orders@example.com>"', 'without a display name'],
  },
  {
    name: 'an operator that is no address',
    props: () => ({ mail: { operator: 'ops' } }),
    says: ['mail.operator', 'an e-mail address', '"ops"', 'write it as'],
  },
  {
    name: 'a sender of another domain',
    props: () => ({ mail: { sender: 'orders@example.org', domain: 'example.com' } }),
    says: ['mail.sender', 'an address of `example.com`', '"orders@example.org"', 'orders@example.com'],
  },
  {
    name: 'a mail domain outside the zone',
    props: (stack) => ({ mail: { domain: 'example.org', domainZone: zone(stack) } }),
    says: ['mail.domain', '`example.com` or below it', '"example.org"', '`mail.domainZone`'],
  },
  {
    name: 'a DMARC policy without a zone',
    props: () => ({ mail: { sender: 'a@example.com', dmarcPolicy: DmarcPolicy.REJECT } }),
    says: ['mail.dmarcPolicy', 'given together with `mail.domainZone`', 'got', 'give the hosted zone'],
  },
];
