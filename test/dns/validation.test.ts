import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { certificateIn, domainName, zoneIn } from './fixture';
import { resolveDns } from '../../src/dns/dns-options';
import type { DnsOptions } from '../../src/dns/dns-options';
import { stackIn } from '../edge/fixture';

describe('bad input', () => {
  const stack = stackIn('eu-west-1');
  const hostedZone = zoneIn(stack);
  const certificate = certificateIn(stack, 'us-east-1');
  const made = new route53.PublicHostedZone(stack, 'Made', { zoneName: 'example.com' });
  const known = { hostedZone, domainName };

  test.each<[string, DnsOptions, string]>([
    ['a zone without a name', { hostedZone }, '`dns.domainName` must be given together with `dns.hostedZone`'],
    ['a name without a zone', { domainName }, '`dns.hostedZone` must be given together with `dns.domainName`'],
    ['a certificate alone', { certificate }, '`dns.hostedZone` must be given together with `dns.certificate`'],
    ['a URL', { hostedZone, domainName: 'https://shop.example.com' }, '`dns.domainName` must be a domain name'],
    ['a wildcard', { hostedZone, domainName: '*.example.com' }, '`dns.domainName` must be a domain name'],
    [
      'a name outside of the zone',
      { hostedZone, domainName: 'shop.example.org' },
      '`dns.domainName` must be "example.com" or a name below it',
    ],
    [
      'a name that only ends alike',
      { hostedZone, domainName: 'myexample.com' },
      '`dns.domainName` must be "example.com" or a name below it',
    ],
    [
      "a certificate for CloudFront in the shop's Region",
      { ...known, certificate: certificateIn(stack, 'eu-west-1') },
      '`dns.certificate` must be a certificate in us-east-1, got "arn:aws:acm:eu-west-1',
    ],
    [
      'a certificate for the load balancer in another Region',
      { ...known, regionalCertificate: certificate },
      '`dns.regionalCertificate` must be a certificate in eu-west-1, got "arn:aws:acm:us-east-1',
    ],
    [
      "a zone made in the shop's stack",
      { hostedZone: made, domainName },
      "`dns.hostedZone` must be created outside of the shop's stack",
    ],
  ])('%s', (_, options, message) => {
    expect(() => resolveDns(stack, options)).toThrow(message);
  });

  test('a domain with an unknown Region', () => {
    const agnostic = stackIn();
    expect(() => resolveDns(agnostic, { hostedZone: zoneIn(agnostic), domainName })).toThrow(
      "`dns.certificate` must be given when the stack's Region is unknown",
    );
  });

  test('a certificate made by a stack of another Region', () => {
    const app = new App();
    const west = new Stack(app, 'West', { env: { region: 'eu-west-1' } });
    const wrong = new acm.Certificate(west, 'Certificate', { domainName });
    expect(() => resolveDns(west, { hostedZone: zoneIn(west), domainName, certificate: wrong })).toThrow(
      'a certificate in us-east-1, got "eu-west-1"',
    );
  });

  test('a private zone', () => {
    const own = stackIn('us-east-1');
    const zone = new route53.PrivateHostedZone(own, 'Zone', {
      zoneName: 'example.com',
      vpc: Vpc.fromVpcAttributes(own, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }),
    });
    expect(() => resolveDns(own, { hostedZone: zone, domainName })).toThrow(
      '`dns.hostedZone` must be a public hosted zone',
    );
  });

  test('a zone that was imported without its name', () => {
    const byId = route53.HostedZone.fromHostedZoneId(stack, 'ById', 'Z0123456789');
    expect(() => resolveDns(stack, { hostedZone: byId, domainName })).toThrow(
      'HostedZone.fromHostedZoneAttributes({ hostedZoneId, zoneName })',
    );
  });

  test("the zone's name, its trailing dot, and tokens are accepted", () => {
    const own = stackIn('us-east-1');
    const dotted = route53.HostedZone.fromHostedZoneAttributes(own, 'Dotted', {
      hostedZoneId: 'Z1',
      zoneName: 'example.com.',
    });
    const unknown = route53.HostedZone.fromHostedZoneAttributes(own, 'Unknown', {
      hostedZoneId: Aws.NO_VALUE,
      zoneName: new CfnParameter(own, 'ZoneName').valueAsString,
    });
    const later = acm.Certificate.fromCertificateArn(
      own,
      'Later',
      new CfnParameter(own, 'CertificateArn').valueAsString,
    );
    expect(() => resolveDns(own, { hostedZone: dotted, domainName: 'example.com' })).not.toThrow();
    expect(() =>
      resolveDns(own, {
        hostedZone: unknown,
        domainName: new CfnParameter(own, 'DomainName').valueAsString,
        certificate: later,
      }),
    ).not.toThrow();
  });
});
