import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { DISTRIBUTION } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, verifyPresent } from '../support/finding';
import { isInternal, isPlain, servesNoPlainText } from '../support/listeners';
import { LISTENER } from '../support/load-balancers';
import type { Rule } from '../support/rule';

/** Certificates are renewed automatically. */
export const acmCertificates: Rule = {
  name: 'AcmCertificates',
  practice: 'SEC09-BP01',
  level: 'error',
  requirement: 'CloudFront and load balancers use a certificate of AWS Certificate Manager for the domain of the shop.',
  why:
    "Without a certificate customers' data travels in plain text behind CloudFront. A certificate that must be " +
    'renewed by hand expires on a weekend, and every browser then rejects the shop.',
  fix:
    'Set `dns.hostedZone` and `dns.domainName`, so that certificates are issued and renewed, or `dns.certificate` ' +
    'and `dns.regionalCertificate`. In CloudFormation set `ViewerCertificate.AcmCertificateArn` of the distribution ' +
    'and `Certificates` of the listener.',
  docs: 'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  check: (workload) => [
    ...workload.ofType(LISTENER).flatMap((listener) => listenerFindings(workload, listener)),
    ...workload
      .ofType(DISTRIBUTION)
      .map((distribution) =>
        verifyPresent(distribution, 'DistributionConfig.ViewerCertificate.AcmCertificateArn', EXPECTED),
      ),
  ],
};

const EXPECTED = 'a certificate of ACM';

function listenerFindings(workload: Workload, listener: Resource): Finding[] {
  const protocol = listener.raw('Protocol');
  if (protocol === 'HTTPS' || protocol === 'TLS') return [certificateFinding(listener)];
  const [plain, harmless] = [isPlain(listener), servesNoPlainText(workload, listener)];
  if (plain === false || harmless) return [];
  const isCertain = plain && harmless === false;
  const level = isInternal(workload, listener) ? 'warning' : undefined;
  return [
    found(listener, isCertain ? false : undefined, EXPECTED, 'plain text', {
      property: 'Properties.Certificates',
      level,
    }),
  ];
}

/** A certificate that was uploaded to IAM is not renewed. */
function certificateFinding(listener: Resource): Finding {
  const path = 'Certificates.0.CertificateArn';
  const arn = listener.get(path);
  return typeof arn === 'string' && arn.includes(':server-certificate/')
    ? found(listener, false, EXPECTED, arn, { property: `Properties.${path}` })
    : verifyPresent(listener, path, EXPECTED);
}
