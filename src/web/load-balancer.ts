import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { originPrefixList } from './origin-prefix-list';
import type { WebProps } from './web-options';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';

const LOG_PREFIX = 'load-balancer';
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

function listenerPort(props: WebProps): number {
  return props.certificate ? HTTPS_PORT : HTTP_PORT;
}

/** An internet-facing load balancer that answers CloudFront's addresses only, and logs every request. */
export function createLoadBalancer(scope: Construct, props: WebProps): elbv2.ApplicationLoadBalancer {
  const securityGroup = new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', {
    vpc: props.network.vpc,
    description: 'Load balancer of the shop',
    allowAllOutbound: false,
    disableInlineRules: false,
  });
  // The list weighs 55 of the 60 rules that a group may hold, so there is room for one port.
  securityGroup.addIngressRule(
    ec2.Peer.prefixList(originPrefixList(scope, props.originPrefixListId)),
    ec2.Port.tcp(listenerPort(props)),
    'CloudFront',
  );
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: props.network.vpc,
    vpcSubnets: props.network.publicSubnets,
    internetFacing: true,
    ipAddressType: elbv2.IpAddressType.IPV4,
    securityGroup,
    deletionProtection: props.deletionProtection,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    idleTimeout: Duration.seconds(60),
  });
  // Not `logAccessLogs`, which needs to know the Region.
  loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
  loadBalancer.setAttribute('access_logs.s3.bucket', props.storage.logBucket.bucketName);
  loadBalancer.setAttribute('access_logs.s3.prefix', LOG_PREFIX);
  if (!props.deletionProtection) {
    acknowledge(loadBalancer, 'ELBDeletionProtectionEnabled', 'To be deleted with its stack: Profile.DEVELOPMENT.');
  }
  loadBalancer.node.addDependency(props.storage._allowLoadBalancerLogs(LOG_PREFIX));
  return loadBalancer;
}

/** One listener, which refuses what no rule takes: a request without the secret header. */
export function createListener(
  scope: Construct,
  loadBalancer: elbv2.ApplicationLoadBalancer,
  props: WebProps,
): elbv2.ApplicationListener {
  const listener = new elbv2.ApplicationListener(scope, 'Listener', {
    loadBalancer,
    open: false,
    port: listenerPort(props),
    defaultAction: elbv2.ListenerAction.fixedResponse(403, { contentType: 'text/plain', messageBody: 'Forbidden' }),
    ...(props.certificate
      ? {
          protocol: elbv2.ApplicationProtocol.HTTPS,
          certificates: [elbv2.ListenerCertificate.fromCertificateManager(props.certificate)],
          sslPolicy: elbv2.SslPolicy.TLS13_RES,
        }
      : { protocol: elbv2.ApplicationProtocol.HTTP }),
  });
  if (!props.certificate) {
    acknowledge(
      listener,
      ['ALBHttpToHttpsRedirection', 'ELBv2ACMCertificateRequired'],
      'Visitors speak HTTPS to CloudFront; without a domain nobody issues a certificate for the load balancer, which CloudFront alone reaches.',
    );
    acknowledgePillar(
      listener,
      ['SEC09-BP01-AcmCertificates', 'SEC09-BP02-EncryptedInTransit[Redirect]'],
      'No certificate is issued without a domain: CloudFront speaks HTTP to the load balancer, which nothing else reaches. Set `dns.hostedZone` and `dns.domainName`.',
    );
  }
  return listener;
}
