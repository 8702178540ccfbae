import { isTrue } from '../../workload/value';
import { DISTRIBUTION } from '../support/distributions';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const WITH_HTTP3: readonly unknown[] = ['http3', 'http2and3'];

/** Visitors on phones get the protocols that were made for them. */
export const http3AndIpv6: Rule = {
  name: 'Http3AndIpv6',
  practice: 'PERF04-BP02',
  level: 'warning',
  requirement: 'CloudFront speaks HTTP/3 and IPv6 with whoever can.',
  why:
    'On a phone network with losses HTTP/3 goes on where older protocols wait, and many such networks reach IPv4 only by a detour: pages come later, and ' +
    'visitors leave.',
  fix: 'The distribution of the architecture has both; in CloudFormation `HttpVersion: http2and3` and `IPV6Enabled: true`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html',
  check: (workload) =>
    workload.ofType(DISTRIBUTION).flatMap((distribution) => [
      verify(distribution, 'DistributionConfig.HttpVersion', {
        expected: WITH_HTTP3.join(' or '),
        holds: (value) => WITH_HTTP3.includes(value),
        item: 'HttpVersion',
      }),
      // A distribution for many tenants gets its addresses from a connection group.
      ...(distribution.raw('DistributionConfig.ConnectionMode') === 'tenant-only'
        ? []
        : [
            verify(distribution, 'DistributionConfig.IPV6Enabled', {
              expected: 'true',
              holds: isTrue,
              item: 'IPV6Enabled',
            }),
          ]),
    ]),
};
