import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Expectation, Finding } from '../support/finding';
import { found, assess, verifyPresent } from '../support/finding';
import { attributeOf, isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import { receivesLogs } from '../support/log-buckets';
import { hasAccessLogDelivery, resourcesAbout } from '../support/log-delivery';
import type { Rule } from '../support/rule';

const EXPECTED = 'a log of every request';

const ENABLED = 'access_logs.s3.enabled';

/** Each resource that accepts requests from the internet logs them. */
export const networkAndEdgeLogging: Rule = {
  name: 'NetworkAndEdgeLogging',
  practice: 'SEC04-BP01',
  level: 'error',
  requirement: 'VPC, load balancer, distribution, web ACL and buckets log the requests that they receive.',
  why:
    'Without logs no one can tell after an attack which data was taken, so that every customer must be informed. ' +
    'During an attack no one can see which requests to block.',
  fix:
    '`EcommerceArchitecture` enables these logs for everything that it creates. A VPC that you bring as ' +
    '`network.vpc` needs a flow log. In CloudFormation add `AWS::EC2::FlowLog`, the attribute ' +
    '`access_logs.s3.enabled`, `DistributionConfig.Logging` or `AWS::Logs::DeliverySource`, ' +
    '`AWS::WAFv2::LoggingConfiguration`, and `LoggingConfiguration` of the bucket.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html',
  acknowledgedAs: ['AwsSolutions-VPC7', 'AwsSolutions-ELB2', 'AwsSolutions-CFR3', 'AwsSolutions-S1'],
  check: (workload) => [
    ...workload
      .ofType('AWS::EC2::VPC')
      .map((vpc) => existing(vpc, resourcesAbout(workload, vpc, 'AWS::EC2::FlowLog', 'ResourceId').length > 0)),
    ...workload
      .ofType('AWS::WAFv2::WebACL')
      .map((acl) =>
        existing(acl, resourcesAbout(workload, acl, 'AWS::WAFv2::LoggingConfiguration', 'ResourceArn').length > 0),
      ),
    // A network load balancer logs only TLS connections, and a gateway load balancer logs nothing.
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .map((balancer) => balancerFinding(workload, balancer)),
    ...workload
      .ofType('AWS::CloudFront::Distribution')
      .map((distribution) => distributionFinding(workload, distribution)),
    // A bucket for logs would log the delivery of its logs without end.
    ...workload
      .ofType('AWS::S3::Bucket')
      .filter((bucket) => !receivesLogs(workload, bucket))
      .map(bucketFinding),
  ],
};

function existing(resource: Resource, logged: boolean): Finding {
  return found(resource, logged, EXPECTED, logged ? 'a log' : 'no log');
}

function balancerFinding(workload: Workload, balancer: Resource): Finding {
  if (hasAccessLogDelivery(workload, balancer)) return existing(balancer, true);
  return assess(balancer, 'Properties.LoadBalancerAttributes', attributeOf(balancer, ENABLED), {
    expected: `${ENABLED} is true`,
    holds: isTrue,
  });
}

function distributionFinding(workload: Workload, distribution: Resource): Finding {
  if (hasAccessLogDelivery(workload, distribution)) return existing(distribution, true);
  const inRealTime = 'DistributionConfig.DefaultCacheBehavior.RealtimeLogConfigArn';
  return verifyPresent(
    distribution,
    distribution.raw(inRealTime) === undefined ? 'DistributionConfig.Logging' : inRealTime,
    EXPECTED,
  );
}

/** A warning, because a trail of data events is as good and is configured elsewhere. */
function bucketFinding(bucket: Resource): Finding {
  const expectation: Expectation = { expected: EXPECTED, level: 'warning', holds: (value) => value !== undefined };
  return assess(bucket, 'Properties.LoggingConfiguration', bucket.values('LoggingConfiguration'), expectation);
}
