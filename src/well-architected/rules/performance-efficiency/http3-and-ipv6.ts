import { isTrue } from '../../workload/value';
import { DISTRIBUTION } from '../support/distributions';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const WITH_HTTP3: readonly unknown[] = ['http3', 'http2and3'];

/** Visitors on phones can use HTTP/3 and IPv6. */
export const http3AndIpv6: Rule = {
  name: 'Http3AndIpv6',
  practice: 'PERF04-BP02',
  level: 'warning',
  requirement: 'CloudFront supports HTTP/3 and IPv6.',
  why:
    'On a phone network that loses packets HTTP/3 continues where older protocols wait. Many of these networks reach ' +
    'IPv4 only through a translation. Without both, pages load later and visitors leave.',
  fix:
    'The distribution of `EcommerceArchitecture` has both. In CloudFormation set `HttpVersion: http2and3` and ' +
    '`IPV6Enabled: true`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html',
  check: (workload) =>
    workload.ofType(DISTRIBUTION).flatMap((distribution) => [
      verify(distribution, 'DistributionConfig.HttpVersion', {
        expected: WITH_HTTP3.join(' or '),
        holds: (value) => WITH_HTTP3.includes(value),
        item: 'HttpVersion',
      }),
      // A distribution for many tenants has the addresses of its connection group.
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
