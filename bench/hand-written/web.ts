import { Aws, CfnMapping, Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { SERVER_PORT } from './fleet';
import type { Foundation } from './foundation';
import type { Functions, ShopFunction } from './function-types';
import { createSecurityGroup } from './network';
import { PREFIX_LISTS } from './prefix-lists';
import type { Buckets } from './storage';
import { watchWeb } from './web-alarms';

/** The load balancer and its header for origin verification. */
export interface Web {
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly originHeaderName: string;
  readonly originSecret: Secret;
}

/** Creates a load balancer for the servers and two functions, which only CloudFront can reach. */
export function createWeb(
  foundation: Foundation,
  vpc: ec2.Vpc,
  group: AutoScalingGroup,
  functions: Functions,
  buckets: Buckets,
): Web {
  const { stack } = foundation;
  const originHeaderName = 'X-Origin-Verify';
  const originSecret = new Secret(stack, 'OriginSecret', {
    description: 'Sent by CloudFront to the load balancer of the shop',
    generateSecretString: { passwordLength: 48, excludePunctuation: true, includeSpace: false },
  });
  const loadBalancer = createLoadBalancer(foundation, vpc, buckets);
  const listener = loadBalancer.addListener('Listener', {
    open: false,
    port: 80,
    protocol: elbv2.ApplicationProtocol.HTTP,
    defaultAction: elbv2.ListenerAction.fixedResponse(403, { contentType: 'text/plain', messageBody: 'Forbidden' }),
  });
  const fromCloudFront = elbv2.ListenerCondition.httpHeader(originHeaderName, [
    originSecret.secretValue.unsafeUnwrap(),
  ]);
  const targets = listener.addTargets('Servers', {
    priority: 1000,
    conditions: [fromCloudFront],
    port: SERVER_PORT,
    protocol: elbv2.ApplicationProtocol.HTTP,
    targets: [group],
    deregistrationDelay: Duration.seconds(45),
    loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    healthCheck: {
      path: '/healthz',
      healthyHttpCodes: '200',
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
  });
  const route = (id: string, { fn }: ShopFunction, path: string, priority: number) =>
    listener.addTargets(id, {
      priority,
      conditions: [fromCloudFront, elbv2.ListenerCondition.pathPatterns([path])],
      targets: [new LambdaTarget(fn)],
    });
  route('PaymentVerification', functions.paymentVerification, '/webhooks/payments/*', 10);
  route('StoreApi', functions.storeApi, '/api/*', 20);
  group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  group.scaleOnRequestCount('Requests', { targetRequestsPerMinute: 6000 });
  watchWeb(foundation, loadBalancer, group, targets);
  return { loadBalancer, originHeaderName, originSecret };
}

function createLoadBalancer(foundation: Foundation, vpc: ec2.Vpc, { logs }: Buckets): elbv2.ApplicationLoadBalancer {
  const securityGroup = createSecurityGroup(foundation, vpc, 'LoadBalancerSecurityGroup', 'Load balancer of the shop');
  securityGroup.addIngressRule(ec2.Peer.prefixList(originPrefixList(foundation.stack)), ec2.Port.tcp(80), 'CloudFront');
  const loadBalancer = new elbv2.ApplicationLoadBalancer(foundation.stack, 'LoadBalancer', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    internetFacing: true,
    ipAddressType: elbv2.IpAddressType.IPV4,
    securityGroup,
    deletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    idleTimeout: Duration.seconds(60),
  });
  // The L2's method for access logs requires a known Region.
  loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
  loadBalancer.setAttribute('access_logs.s3.bucket', logs.bucketName);
  loadBalancer.setAttribute('access_logs.s3.prefix', 'load-balancer');
  if (logs.policy) loadBalancer.node.addDependency(logs.policy);
  return loadBalancer;
}

/** Returns the prefix list of CloudFront's addresses in the Region of the deployment. */
function originPrefixList(stack: Stack): string {
  const mapping = Object.fromEntries(
    Object.entries(PREFIX_LISTS).map(([region, list]) => [region, { OriginFacing: list }]),
  );
  return new CfnMapping(stack, 'OriginPrefixLists', { mapping }).findInMap(Aws.REGION, 'OriginFacing');
}
