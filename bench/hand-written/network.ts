import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createLogGroup } from './foundation';
import type { Foundation } from './foundation';

/** Creates a VPC with two zones, three tiers, a NAT gateway for each zone, and flow logs. */
export function createNetwork(foundation: Foundation): ec2.Vpc {
  const vpc = new ec2.Vpc(foundation.stack, 'Vpc', {
    ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16'),
    maxAzs: 2,
    natGateways: 2,
    restrictDefaultSecurityGroup: true,
    subnetConfiguration: [
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: 'Application', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  });
  vpc.addFlowLog('Flows', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(createLogGroup(foundation, 'FlowLogs')),
    trafficType: ec2.FlowLogTrafficType.ALL,
  });
  return vpc;
}

/** Creates a security group without outbound traffic, except for rules that are added. */
export function createSecurityGroup(
  { stack }: Foundation,
  vpc: ec2.IVpc,
  id: string,
  description: string,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(stack, id, { vpc, description, allowAllOutbound: false });
}
