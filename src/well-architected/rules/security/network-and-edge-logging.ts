import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Expectation, Finding } from '../support/finding';
import { found, judge, verifyPresent } from '../support/finding';
import { attributeOf, isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import { receivesLogs } from '../support/log-buckets';
import { hasAccessLogDelivery, resourcesAbout } from '../support/log-delivery';
import type { Rule } from '../support/rule';

const EXPECTED = 'a log of every request';

const ENABLED = 'access_logs.s3.enabled';

/** Whatever lets strangers in keeps a record of who came. */
export const networkAndEdgeLogging: Rule = {
  name: 'NetworkAndEdgeLogging',
  practice: 'SEC04-BP01',
  level: 'error',
  requirement: 'VPC, load balancer, distribution, web firewall and buckets write logs of who reached them.',
  why:
    'After an attack nobody can say what was taken and from whom, so every customer has to be told; and during one nobody sees which requests ' +
    'to block.',
  fix:
    '`EcommerceArchitecture` switches these logs on for all that it makes; a VPC that you bring as `network.vpc` needs a flow log of its own. In ' +
    'CloudFormation `AWS::EC2::FlowLog`, the attribute `access_logs.s3.enabled`, `DistributionConfig.Logging` or `AWS::Logs::DeliverySource`, ' +
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
    // A network load balancer logs TLS connections only, a gateway nothing.
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .map((balancer) => balancerFinding(workload, balancer)),
    ...workload
      .ofType('AWS::CloudFront::Distribution')
      .map((distribution) => distributionFinding(workload, distribution)),
    // A log of a bucket that receives logs would log its own delivery without end.
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
  return judge(balancer, 'Properties.LoadBalancerAttributes', attributeOf(balancer, ENABLED), {
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

/** A warning: a trail of data events is as good and stands elsewhere. */
function bucketFinding(bucket: Resource): Finding {
  const expectation: Expectation = { expected: EXPECTED, level: 'warning', holds: (value) => value !== undefined };
  return judge(bucket, 'Properties.LoggingConfiguration', bucket.values('LoggingConfiguration'), expectation);
}
