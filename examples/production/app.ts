import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { GeoRestriction, PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { InstanceType, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  DatabaseEngine,
  DmarcPolicy,
  EcommerceArchitecture,
  ServerSize,
  Payment,
  Profile,
  WebAcl,
  WellArchitected,
} from '../../src';

/** A large shop for North America: every room is configured, each choice with its reason. Omit default values. */
export const app = new App();
const stack = new Stack(app, 'Production', {
  env: { account: '111111111111', region: 'us-east-1' },
  // The stack holds the customers' data; deleting it takes two decisions.
  terminationProtection: true,
});

const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0000000EXAMPLE',
  zoneName: 'example.com',
});
const newsletter = Topic.fromTopicArn(stack, 'Newsletter', 'arn:aws:sns:us-east-1:111111111111:newsletter-offers');

export const shop = new EcommerceArchitecture(stack, 'Shop', {
  profile: Profile.PRODUCTION,
  network: {
    availabilityZones: 3, // the loss of one zone takes a third of the servers, not half
    cidr: '10.20.0.0/16', // does not overlap with the office and the warehouse
    interfaceEndpoints: [
      InterfaceVpcEndpointAwsService.SECRETS_MANAGER, // secrets never leave the VPC
      InterfaceVpcEndpointAwsService.SQS, // orders are accepted also while NAT is unavailable
    ],
  },
  storage: {
    versionExpiry: Duration.days(90), // a season's pictures can be restored
    logExpiry: Duration.days(730), // auditors ask for two years
  },
  dns: { hostedZone, domainName: 'shop.example.com' },
  database: {
    engine: DatabaseEngine.postgres({ version: '17' }), // RDS installs minor versions automatically
    instanceType: new InstanceType('r7g.xlarge'), // the catalogue's indexes stay in memory
    allocatedStorage: Size.gibibytes(400), // from here on 12000 instead of 3000 I/O operations a second
    maxAllocatedStorage: Size.tebibytes(2), // a runaway import stops here
    backupRetention: Duration.days(35), // mistakes are found at the end of the month
  },
  cache: {
    nodeType: new InstanceType('r7g.large'), // 13 GiB: all products and a day of search results
    nodes: 3, // one in each zone
    snapshotRetention: Duration.days(7), // a cache is refilled, not restored
    maintenanceWindow: 'tue:09:00-tue:10:00', // the quietest hour, with people at work
  },
  messaging: { offerTopic: newsletter }, // the topic of the marketing team, which has other subscribers already
  mail: {
    domainZone: hostedZone, // creates the records for signed mails
    sender: 'orders@example.com',
    operator: 'backoffice@example.com', // receives mails about low stock
    dmarcPolicy: DmarcPolicy.QUARANTINE, // forged mails of the shop go to spam; after a month without complaints REJECT
  },
  commerce: {
    environment: { SHOP_NAME: 'Example Shop' },
    maxConcurrency: 25, // for seven functions still far below the proxy's connections
    // A real provider; the demonstration's payment page does not exist.
    payment: Payment.signed({ paymentPageUrl: 'https://pay.example.com/checkout/{orderId}' }),
    demoCatalogue: false, // no demonstration products
  },
  web: {
    serverSize: ServerSize.XLARGE,
    minCapacity: 3, // one in each zone
    maxCapacity: 15, // 150 % of what the last sale required
    targetCpuUtilization: 50, // two zones carry the load of three
    targetRequestsPerMinute: 9000, // three quarters of the measured capacity of one server
    environment: { SHOP_NAME: 'Example Shop' },
  },
  edge: {
    webAcl: WebAcl.managed({ rateLimit: 8000 }), // a mobile carrier's gateway with several hundred customers
    priceClass: PriceClass.PRICE_CLASS_100, // all customers are near these locations
    geoRestriction: GeoRestriction.allowlist('US', 'CA'), // the shop delivers nowhere else
    originReadTimeout: Duration.seconds(20), // a customer does not wait longer
  },
  monitoring: { alarmEmail: 'on-call@example.com' },
  wellArchitected: WellArchitected.enforce(), // a finding fails the pipeline
});

app.synth();
