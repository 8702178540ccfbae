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

/**
 * Creates an internet-facing load balancer that accepts connections from CloudFront's addresses only, and logs every
 * request.
 *
 * @param scope - the parent of the load balancer and its security group
 * @param props - the certificate decides the port
 */
export function createLoadBalancer(scope: Construct, props: WebProps): elbv2.ApplicationLoadBalancer {
  const securityGroup = new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', {
    vpc: props.network.vpc,
    description: 'Load balancer of the shop',
    allowAllOutbound: false,
    disableInlineRules: false,
  });
  // The list counts as 55 of the 60 rules of a security group, so there is room for one port.
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
  // Not `logAccessLogs`, which requires a known Region.
  loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
  loadBalancer.setAttribute('access_logs.s3.bucket', props.storage.logBucket.bucketName);
  loadBalancer.setAttribute('access_logs.s3.prefix', LOG_PREFIX);
  if (!props.deletionProtection) {
    acknowledge(loadBalancer, 'ELBDeletionProtectionEnabled', 'It can be deleted with its stack: Profile.DEVELOPMENT.');
  }
  loadBalancer.node.addDependency(props.storage._allowLoadBalancerLogs(LOG_PREFIX));
  return loadBalancer;
}

/**
 * Creates the listener, which answers with 403 when no rule matches, as for a request without the secret header.
 *
 * @param scope - the parent of the listener
 * @param loadBalancer - gets no other listener
 * @param props - the certificate decides the protocol
 */
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
      'Visitors use HTTPS to CloudFront. Without a domain no certificate can be issued for the load balancer, which ' +
        'only CloudFront can reach.',
    );
    acknowledgePillar(
      listener,
      ['SEC09-BP01-AcmCertificates', 'SEC09-BP02-EncryptedInTransit[Redirect]'],
      'No certificate can be issued without a domain, so CloudFront uses HTTP to the load balancer, which nothing ' +
        'else can reach. Set `dns.hostedZone` and `dns.domainName`.',
    );
  }
  return listener;
}
