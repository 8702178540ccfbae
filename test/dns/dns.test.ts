import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { certificateIn, domainName, zoneIn } from './fixture';
import { Dns } from '../../src/dns/dns';
import { resolveDns } from '../../src/dns/dns-options';
import { EdgeSupport } from '../../src/edge/edge-support';
import { allTemplates, findings, RECOMMENDED, Shop, stackIn, supportTemplate, typesIn } from '../edge/fixture';

function certificatesOf(template: Template): string[] {
  return Object.keys(template.findResources('AWS::CertificateManager::Certificate'));
}

describe('without a domain', () => {
  test('the room is empty', () => {
    const stack = stackIn();
    const dns = Dns._create(stack, 'Dns', { support: EdgeSupport._create(stack, 'Support') });
    expect(dns.node.children).toEqual([]);
    expect([dns.hostedZone, dns.domainName, dns.edgeCertificate, dns.regionalCertificate]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const shop = new Shop(stackIn('us-east-1'), 'Shop');
    expect(shop.dns.aliases).toEqual([]);
  });
});

describe('with a domain in us-east-1', () => {
  const stack = stackIn('us-east-1');
  const shop = new Shop(stack, 'Shop', { dns: { hostedZone: zoneIn(stack), domainName } });
  const template = Template.fromStack(stack);

  test('one certificate, validated through the zone, serves CloudFront and the load balancer', () => {
    expect(certificatesOf(template)).toHaveLength(1);
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: domainName,
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: domainName, HostedZoneId: 'Z0123456789' }],
    });
    expect(shop.dns.regionalCertificate).toBe(shop.dns.edgeCertificate);
    expect(shop.support.stack).toBeUndefined();
  });

  test('CloudFront presents it, with TLS 1.2 and SNI only, and uses HTTPS with TLS 1.2 to the load balancer', () => {
    const [certificate] = certificatesOf(template);
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [domainName],
        ViewerCertificate: {
          AcmCertificateArn: { Ref: certificate },
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
        Origins: Match.arrayWith([
          Match.objectLike({
            CustomOriginConfig: Match.objectLike({
              OriginProtocolPolicy: 'https-only',
              OriginSSLProtocols: ['TLSv1.2'],
            }),
          }),
        ]),
      },
    });
  });

  test('A and AAAA records point to the distribution', () => {
    const [distribution] = Object.keys(template.findResources('AWS::CloudFront::Distribution'));
    for (const type of ['A', 'AAAA']) {
      template.hasResourceProperties('AWS::Route53::RecordSet', {
        Type: type,
        Name: `${domainName}.`,
        HostedZoneId: 'Z0123456789',
        AliasTarget: { DNSName: { 'Fn::GetAtt': [distribution, 'DomainName'] } },
      });
    }
    expect(shop.dns.aliases).toHaveLength(2);
  });

  test('there is neither a warning of HTTP to the load balancer nor an acknowledgement', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('http-to-origin'));
    expect(findings(shop)).toEqual([]);
    const acknowledged = JSON.stringify(shop.edge.distribution.node.defaultChild?.node.metadata ?? []);
    expect(acknowledged).toContain('AwsSolutions-CFR1');
    expect(acknowledged).not.toMatch(/AwsSolutions-CFR[245]/);
  });

  test('a zone of the same stack is no circular dependency', () => {
    const own = stackIn('us-east-1');
    new Shop(own, 'Shop', {
      dns: { hostedZone: new route53.PublicHostedZone(own, 'Zone', { zoneName: 'example.com' }), domainName },
    });
    expect(() => Template.fromStack(own)).not.toThrow();
  });
});

describe('with a domain in another Region', () => {
  test("each side has its certificate, CloudFront's in the support stack", () => {
    const stack = stackIn('eu-west-1');
    const shop = new Shop(stack, 'Shop', { dns: { hostedZone: zoneIn(stack), domainName } });
    const template = Template.fromStack(stack);
    const support = supportTemplate(shop);
    expect([certificatesOf(template).length, certificatesOf(support).length]).toEqual([1, 1]);
    support.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainValidationOptions: [{ DomainName: domainName, HostedZoneId: 'Z0123456789' }],
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        ViewerCertificate: {
          AcmCertificateArn: {
            'Fn::GetStackOutput': {
              StackName: shop.support.stack?.stackName,
              OutputName: 'EdgeCertificateArn',
              Region: 'us-east-1',
            },
          },
        },
      },
    });
    expect(findings(shop)).toEqual([]);
  });

  test.each([
    ['without flags', {}],
    ['with the recommended flags', RECOMMENDED],
    ['with strong references', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }],
  ])('a zone of another stack needs no custom resource, %s', (_, context) => {
    const stack = stackIn('eu-west-1', context);
    const app = stack.node.root as App;
    const zone = new Stack(app, 'Zone', { env: { region: 'eu-west-1' } });
    new Shop(stack, 'Shop', {
      dns: { hostedZone: new route53.PublicHostedZone(zone, 'Zone', { zoneName: 'example.com' }), domainName },
    });
    expect(
      allTemplates(app)
        .flatMap(typesIn)
        .filter((type) => /^Custom::|Lambda/.test(type)),
    ).toEqual([]);
  });

  test('given certificates are used, and no support stack is needed for them', () => {
    const stack = stackIn('eu-west-1');
    const support = EdgeSupport._create(stack, 'Support');
    const certificate = certificateIn(stack, 'us-east-1');
    const regionalCertificate = certificateIn(stack, 'eu-west-1');
    const dns = Dns._create(stack, 'Dns', {
      support,
      hostedZone: zoneIn(stack),
      domainName,
      certificate,
      regionalCertificate,
    });
    expect([dns.edgeCertificate, dns.regionalCertificate]).toEqual([certificate, regionalCertificate]);
    expect(support.stack).toBeUndefined();
  });

  test('a zone of the same stack is accepted together with a certificate', () => {
    const stack = stackIn('eu-west-1');
    const hostedZone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
    expect(() =>
      resolveDns(stack, { hostedZone, domainName, certificate: certificateIn(stack, 'us-east-1') }),
    ).not.toThrow();
  });
});

describe('in us-east-1 one given certificate serves both', () => {
  test.each(['certificate', 'regionalCertificate'])('%s', (prop) => {
    const stack = stackIn('us-east-1');
    const certificate = certificateIn(stack, 'us-east-1');
    const dns = Dns._create(stack, 'Dns', {
      support: EdgeSupport._create(stack, 'Support'),
      hostedZone: zoneIn(stack),
      domainName,
      [prop]: certificate,
    });
    expect([dns.edgeCertificate, dns.regionalCertificate]).toEqual([certificate, certificate]);
  });
});

describe('with an unknown Region', () => {
  test('a given certificate in us-east-1 is enough', () => {
    const stack = stackIn();
    new Shop(stack, 'Shop', {
      dns: { hostedZone: zoneIn(stack), domainName, certificate: certificateIn(stack, 'us-east-1') },
    });
    expect(certificatesOf(Template.fromStack(stack))).toHaveLength(1);
  });
});
