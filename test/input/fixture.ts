import { join } from 'path';
import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { VpcAttributes } from 'aws-cdk-lib/aws-ec2';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BusinessFunction, DatabaseEngine, OracleEdition, WebServer } from '../../src';
import type { BusinessFunctionCodeOptions, EcommerceArchitectureProps } from '../../src';

export type Props = (stack: Stack) => EcommerceArchitectureProps;

export const ACCOUNT = '111111111111';
export const ARN = 'arn:aws:acm';
export const CERTIFICATE = `${ACCOUNT}:certificate/11111111-1111-1111-1111-111111111111`;
export const ownCode = (options: Partial<BusinessFunctionCodeOptions> = {}) =>
  BusinessFunction.code(Code.fromInline('exports.handler = async () => ({});'), {
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    ...options,
  });
export const SERVER = WebServer.directory(join(__dirname, '..', '..', 'examples', 'oracle', 'server'), {
  start: 'node-24 server.mjs',
});

export const stackIn = (region?: string) =>
  new Stack(new App(), 'Test', region ? { env: { account: ACCOUNT, region } } : {});
export const resourcesOf = (stack: Stack) =>
  stack.node.root.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node))
    .map(({ node }) => node.path);

export const importedVpc = (stack: Stack, subnets: Partial<VpcAttributes>) =>
  Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a', 'b'],
    publicSubnetIds: ['p1', 'p2'],
    privateSubnetIds: ['a1', 'a2'],
    isolatedSubnetIds: ['d1', 'd2'],
    ...subnets,
  });
export const zone = (stack: Stack, zoneName = 'example.com') =>
  HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName });
export const certificate = (stack: Stack, region: string) =>
  Certificate.fromCertificateArn(stack, `Certificate-${region}`, `${ARN}:${region}:${CERTIFICATE}`);
export const domain = (stack: Stack) => ({ hostedZone: zone(stack), domainName: 'shop.example.com' });
export const topicArn = (region: string, name: string) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`;
export const topic = (stack: Stack, name: string) => Topic.fromTopicArn(stack, name, topicArn('eu-west-1', name));

/** Tokens: values that are known only at deployment. */
export const text = (stack: Stack, id: string) => new CfnParameter(stack, id).valueAsString;
export const number = (stack: Stack, id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;

export const oracle = (props: EcommerceArchitectureProps = {}): EcommerceArchitectureProps => ({
  ...props,
  database: {
    engine: DatabaseEngine.oracle({ edition: OracleEdition.STANDARD_TWO, licenseModel: LicenseModel.LICENSE_INCLUDED }),
    ...props.database,
  },
  web: { server: SERVER, ...props.web },
  commerce: {
    orderProcessing: ownCode(),
    paymentVerification: ownCode(),
    shippingNotification: ownCode(),
    ...props.commerce,
  },
});

export interface BadInput {
  readonly name: string;
  readonly props: Props;
  /** In this order: what is wrong, what was expected, what was given, the way out. */
  readonly says: [what: string, expected: string, got: string, fix: string];
  /** @default eu-west-1 */
  readonly region?: string;
}
