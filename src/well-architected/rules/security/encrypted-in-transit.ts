import { DISTRIBUTION } from '../support/distributions';
import { LISTENER } from '../support/load-balancers';
import type { Rule } from '../support/rule';
import { cacheFindings, databaseFindings, mailFinding, proxyFinding } from '../support/transit-data';
import { distributionFindings, listenerFindings, vpcOriginFinding } from '../support/transit-edge';
import { policyFindings } from '../support/transit-policies';

/** Traffic between visitors, tiers and services is encrypted with TLS. */
export const encryptedInTransit: Rule = {
  name: 'EncryptedInTransit',
  practice: 'SEC09-BP02',
  also: ['PERF04-BP05'],
  level: 'error',
  requirement: 'Every connection uses TLS 1.2 or newer: of visitors, behind CloudFront, to data stores, and of mail.',
  why:
    'An attacker on the network, in a café or at a provider, can read or change passwords, addresses and orders. ' +
    'Payment providers end the contract for it.',
  fix:
    'Set `dns.hostedZone` and `dns.domainName`: without a certificate CloudFront and the load balancer use HTTP ' +
    'between each other. Everything else in `EcommerceArchitecture` is encrypted; for other resources change the ' +
    'named property.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  check: (workload) => [
    ...workload.ofType(DISTRIBUTION).flatMap((distribution) => distributionFindings(workload, distribution)),
    ...workload.ofType('AWS::CloudFront::VpcOrigin').map(vpcOriginFinding),
    ...workload.ofType(LISTENER).flatMap((listener) => listenerFindings(workload, listener)),
    ...policyFindings(workload),
    ...databaseFindings(workload),
    ...workload.ofType('AWS::RDS::DBProxy').map(proxyFinding),
    ...workload.ofType('AWS::ElastiCache::ReplicationGroup').flatMap(cacheFindings),
    ...workload.ofType('AWS::SES::ConfigurationSet').map(mailFinding),
  ],
};
