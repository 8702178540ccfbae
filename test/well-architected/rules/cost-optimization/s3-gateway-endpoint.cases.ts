import { Aws, CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRoute, CfnRouteTable, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { CfnRouteProps, CfnVPCEndpointProps } from 'aws-cdk-lib/aws-ec2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { s3GatewayEndpoint } from '../../../../src/well-architected/rules/cost-optimization/s3-gateway-endpoint';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

/** A route table whose default route goes through a NAT gateway. */
const table = (stack: Stack, id = 'Private', props: Partial<CfnRouteProps> = {}) => {
  const { ref } = new CfnRouteTable(stack, id, { vpcId: 'vpc-1' });
  new CfnRoute(stack, `${id}Default`, {
    routeTableId: ref,
    destinationCidrBlock: '0.0.0.0/0',
    natGatewayId: 'nat-1',
    ...props,
  });
  return ref;
};

const endpoint = (stack: Stack, service: string, routeTableIds?: string[], props: Partial<CfnVPCEndpointProps> = {}) =>
  new CfnVPCEndpoint(stack, service, {
    vpcId: 'vpc-1',
    serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
    vpcEndpointType: 'Gateway',
    routeTableIds,
    ...props,
  });

const database = (stack: Stack) =>
  new CfnTable(stack, 'Table', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }] });

const withTable =
  (...services: string[]): Build =>
  (stack) => {
    const id = table(stack);
    services.forEach((service) => endpoint(stack, service, [id]));
    database(stack);
  };

export const cases: RuleCases = {
  rule: s3GatewayEndpoint,
  compliant: {
    'S3 has a gateway endpoint': (stack) => {
      endpoint(stack, 's3', [table(stack)]);
    },
    'by the name of the Region': (stack) => {
      endpoint(stack, 's3', [table(stack)], { serviceName: 'com.amazonaws.eu-west-1.s3', vpcEndpointType: undefined });
    },
    'from all tables': (stack) => {
      endpoint(stack, 's3', [table(stack, 'A'), table(stack, 'B')]);
    },
    'S3 and DynamoDB': withTable('s3', 'dynamodb'),
  },
  failing: {
    'all through NAT': {
      build: (stack) => {
        table(stack);
      },
      fails: ['s3'],
    },
    'from one table only': (stack) => {
      endpoint(stack, 's3', [table(stack, 'A')]);
      table(stack, 'B');
    },
    'from no table': (stack) => {
      table(stack);
      endpoint(stack, 's3');
    },
    'a way to another service': (stack) => {
      endpoint(stack, 'dynamodb', [table(stack)]);
    },
    'an endpoint for a service of another vendor': (stack) => {
      endpoint(stack, 's3', [table(stack)], { serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1' });
    },
    'a way that costs': (stack) => {
      table(stack);
      endpoint(stack, 's3', undefined, { vpcEndpointType: 'Interface' });
    },
    'a table of DynamoDB through NAT': { build: withTable('s3'), fails: ['dynamodb'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a way out without NAT': (stack) => {
      table(stack, 'Public', { natGatewayId: undefined, gatewayId: 'igw-1' });
    },
    'a way through NAT to the office only': (stack) => {
      table(stack, 'Office', { destinationCidrBlock: '192.168.0.0/16' });
    },
    'a route table created elsewhere': (stack) => {
      new CfnRoute(stack, 'Route', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1' });
    },
  },
  token: (stack) => {
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    const id = table(stack, 'A');
    table(stack, 'B');
    table(stack, 'C');
    endpoint(stack, 's3', [id], { serviceName: parameter('Service') });
    new CfnVPCEndpoint(stack, 'One', {
      vpcId: 'vpc-1',
      serviceName: 'com.amazonaws.us-east-1.s3',
      routeTableIds: [parameter('Table')],
    });
    new CfnVPCEndpoint(stack, 'All', { vpcId: 'vpc-1', serviceName: 'com.amazonaws.us-east-1.s3' }).addPropertyOverride(
      'RouteTableIds',
      Fn.importValue('tables'),
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      endpoint(stack, 's3', [table(stack)]).addPropertyOverride('RouteTableIds', ['rtb-1']);
    },
  },
  mutation: {
    change: ({ main }) => {
      const [, { Properties: s3 }] = ofType(main, 'AWS::EC2::VPCEndpoint').find(
        ([
          ,
          {
            Properties: { VpcEndpointType: type },
          },
        ]) => type === 'Gateway',
      )!;
      s3.RouteTableIds = s3.RouteTableIds.slice(1);
    },
  },
};
