import { DISTRIBUTION } from '../support/distributions';
import { LISTENER } from '../support/load-balancers';
import type { Rule } from '../support/rule';
import { cacheFindings, databaseFindings, mailFinding, proxyFinding } from '../support/transit-data';
import { distributionFindings, listenerFindings, vpcOriginFinding } from '../support/transit-edge';
import { policyFindings } from '../support/transit-policies';

/** Nobody between two parts of the shop reads along. */
export const encryptedInTransit: Rule = {
  name: 'EncryptedInTransit',
  practice: 'SEC09-BP02',
  also: ['PERF04-BP05'],
  level: 'error',
  requirement:
    'Every connection is encrypted with TLS 1.2 or newer: of visitors, behind the edge, to data, and of mail.',
  why: 'Whoever is on the way, in a café or at a provider, reads passwords, addresses and orders, or changes them; payment providers end the contract over it.',
  fix:
    'Give `dns.hostedZone` and `dns.domainName`: without a certificate CloudFront and the load balancer speak HTTP with each other. Everything else in ' +
    '`EcommerceArchitecture` is encrypted; for what is yours see the property that is named.',
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
