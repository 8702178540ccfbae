import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { EcommerceArchitecture } from '../../src';

/**
 * A shop in Ireland with a custom domain. CloudFront requires its certificate and its web ACL in us-east-1, so the
 * construct adds a support stack there; `cdk deploy --all` deploys both stacks in order.
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
