import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { EcommerceArchitecture } from '../../src';

/**
 * A shop in Ireland under its own domain. CloudFront takes its certificate and its web ACL from us-east-1 only,
 * so the construct adds a small support stack there; `cdk deploy --all` deploys both in order.
 */
export const app = new App();
const stack = new Stack(app, 'CustomDomain', { env: { account: '111111111111', region: 'eu-west-1' } });

const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0000000EXAMPLE',
  zoneName: 'example.com',
});

new EcommerceArchitecture(stack, 'Shop', {
  dns: { hostedZone, domainName: 'shop.example.com' },
  mail: { sender: 'orders@example.com' },
});

app.synth();
