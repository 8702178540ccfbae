import { App, Duration, Size } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { importedVpc, number, oracle, ownCode, stackIn, text } from './fixture';
import type { Props } from './fixture';
import { EcommerceArchitecture, ServerSize, WebAcl, WellArchitected } from '../../src';

describe('tokens are accepted', () => {
  test.each<[string, Props, string?]>([
    [
      'network.vpc',
      (stack) => ({
        network: {
          vpc: importedVpc(stack, {
            vpcId: text(stack, 'VpcId'),
            availabilityZones: [text(stack, 'ZoneA'), text(stack, 'ZoneB')],
            publicSubnetIds: [text(stack, 'P1'), text(stack, 'P2')],
            privateSubnetIds: [text(stack, 'A1'), text(stack, 'A2')],
            isolatedSubnetIds: [text(stack, 'D1'), text(stack, 'D2')],
          }),
        },
      }),
    ],
    ['monitoring.alarmEmail', (stack) => ({ monitoring: { alarmEmail: text(stack, 'Email') } })],
    [
      'monitoring.alarmTopic',
      (stack) => ({ monitoring: { alarmTopic: Topic.fromTopicArn(stack, 'Alarms', text(stack, 'Arn')) } }),
    ],
    [
      'storage.mediaBucket',
      (stack) => ({ storage: { mediaBucket: Bucket.fromBucketName(stack, 'Media', text(stack, 'Name')) } }),
    ],
    [
      'storage.versionExpiry and logExpiry',
      (stack) => ({
        storage: {
          versionExpiry: Duration.days(number(stack, 'Days')),
          logExpiry: Duration.days(number(stack, 'Logs')),
        },
      }),
    ],
    [
      'dns.hostedZone, domainName and certificates',
      (stack) => ({
        dns: {
          hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
            hostedZoneId: text(stack, 'ZoneId'),
            zoneName: text(stack, 'ZoneName'),
          }),
          domainName: text(stack, 'Domain'),
          certificate: Certificate.fromCertificateArn(stack, 'Edge', text(stack, 'EdgeArn')),
          regionalCertificate: Certificate.fromCertificateArn(stack, 'Regional', text(stack, 'RegionalArn')),
        },
      }),
    ],
    ['database.instanceType', (stack) => ({ database: { instanceType: new InstanceType(text(stack, 'Type')) } })],
    [
      'database.instanceType with Oracle',
      (stack) => oracle({ database: { instanceType: new InstanceType(text(stack, 'Type')) } }),
    ],
    ['database.databaseName', (stack) => ({ database: { databaseName: text(stack, 'Name') } })],
    ['database.databaseName with Oracle', (stack) => oracle({ database: { databaseName: text(stack, 'Name') } })],
    [
      'database.allocatedStorage',
      (stack) => ({ database: { allocatedStorage: Size.gibibytes(number(stack, 'Size')) } }),
    ],
    [
      'database.maxAllocatedStorage',
      (stack) => ({ database: { maxAllocatedStorage: Size.gibibytes(number(stack, 'Size')) } }),
    ],
    ['database.backupRetention', (stack) => ({ database: { backupRetention: Duration.days(number(stack, 'Days')) } })],
    ['database.instanceGeneration', (stack) => ({ database: { instanceGeneration: number(stack, 'Generation') } })],
    ['database.snapshotIdentifier', (stack) => ({ database: { snapshotIdentifier: text(stack, 'Snapshot') } })],
    ['cache.nodeType', (stack) => ({ cache: { nodeType: new InstanceType(text(stack, 'Type')) } })],
    ['cache.engineVersion', (stack) => ({ cache: { engineVersion: text(stack, 'Version') } })],
    ['cache.maintenanceWindow', (stack) => ({ cache: { maintenanceWindow: text(stack, 'Window') } })],
    ['cache.snapshotRetention', (stack) => ({ cache: { snapshotRetention: Duration.days(number(stack, 'Days')) } })],
    [
      'messaging',
      (stack) => ({
        messaging: Object.fromEntries(
          ['orderTopic', 'stockTopic', 'offerTopic'].map((name) => [
            name,
            Topic.fromTopicArn(stack, name, text(stack, `${name}Arn`)),
          ]),
        ),
      }),
    ],
    [
      'mail.sender and operator',
      (stack) => ({ mail: { sender: text(stack, 'Sender'), operator: text(stack, 'Operator') } }),
    ],
    ['mail.domain', (stack) => ({ mail: { domain: text(stack, 'Domain') } })],
    [
      'commerce.environment and web.environment',
      (stack) => ({
        commerce: { environment: { SHOP_NAME: text(stack, 'Name') } },
        web: { environment: { SHOP_NAME: text(stack, 'WebName') } },
      }),
    ],
    [
      'memorySize of custom code',
      (stack) => ({ commerce: { orderProcessing: ownCode({ memorySize: number(stack, 'Memory') }) } }),
    ],
    ['commerce.maxConcurrency', (stack) => ({ commerce: { maxConcurrency: number(stack, 'Number') } })],
    ['web.minCapacity', (stack) => ({ web: { minCapacity: number(stack, 'Minimum') } })],
    ['web.maxCapacity', (stack) => ({ web: { maxCapacity: number(stack, 'Maximum') } })],
    ['web.serverSize', (stack) => ({ web: { serverSize: ServerSize.of(new InstanceType(text(stack, 'Type'))) } })],
    [
      'web.targetCpuUtilization and targetRequestsPerMinute',
      (stack) => ({
        web: { targetCpuUtilization: number(stack, 'Cpu'), targetRequestsPerMinute: number(stack, 'Requests') },
      }),
    ],
    ['edge.originPrefixListId', (stack) => ({ edge: { originPrefixListId: text(stack, 'List') } })],
    [
      'edge.originPrefixListId in a Region whose list is not known',
      (stack) => ({ edge: { originPrefixListId: text(stack, 'List') } }),
      'mx-central-1',
    ],
    ['edge.webAcl', (stack) => ({ edge: { webAcl: WebAcl.existing(text(stack, 'WebAcl')) } })],
    // In us-east-1, where the web ACL is in the shop's stack, because a parameter exists in its stack only.
    [
      "edge.webAcl's rate",
      (stack) => ({ edge: { webAcl: WebAcl.managed({ rateLimit: number(stack, 'Rate') }) } }),
      'us-east-1',
    ],
    [
      "edge.webAcl's limit of a path",
      (stack) => ({
        edge: { webAcl: WebAcl.managed({ pathLimits: { cart: { limit: number(stack, 'Carts') } } }) },
      }),
      'us-east-1',
    ],
  ])('%s', (_, props, region = 'eu-west-1') => {
    const stack = stackIn(region);
    new EcommerceArchitecture(stack, 'Shop', { wellArchitected: WellArchitected.off(), ...props(stack) });
    const templates = (stack.node.root as App).synth().stacks.map(({ template }) => JSON.stringify(template));
    // What arithmetic makes of a token: CDK writes a number token as one of about -1.888e+289.
    expect(templates.filter((template) => /\de\+2\d\d|\$\{Token\[|NaN/.test(template))).toEqual([]);
  });
});
