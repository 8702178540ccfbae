import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { DnsProps } from './dns-options';
import type { EdgeSupport } from '../edge/edge-support';

/**
 * The shop's domain: certificates, which ACM renews, and the alias records for CloudFront. Without a domain this room
 * is empty.
 *
 * @example
 * declare const hostedZone: route53.IHostedZone;
 *
 * new EcommerceArchitecture(this, 'Shop', {
 *   dns: { hostedZone, domainName: 'shop.example.com' },
 * });
 */
export class Dns extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: DnsProps): Dns {
    return new Dns(scope, id, props);
  }

  /** The hosted zone that contains the shop's records; undefined without a domain. */
  public readonly hostedZone?: route53.IHostedZone;

  /** The shop's domain name; undefined without a domain. */
  public readonly domainName?: string;

  /** The certificate that CloudFront presents to visitors, in us-east-1; undefined without a domain. */
  public readonly edgeCertificate?: acm.ICertificate;

  /**
   * The certificate that the load balancer presents to CloudFront, in the stack's Region; undefined without a domain.
   */
  public readonly regionalCertificate?: acm.ICertificate;

  /** The alias records for CloudFront; empty without a domain. */
  public readonly aliases: route53.RecordSet[] = [];

  private constructor(scope: Construct, id: string, props: DnsProps) {
    super(scope, id);
    const { hostedZone, domainName, support } = props;
    if (!hostedZone || domainName === undefined) return;
    this.hostedZone = hostedZone;
    this.domainName = domainName;
    if (support.inSameStack) {
      // One certificate serves CloudFront and the load balancer, so only one has to be validated.
      const shared =
        props.certificate ?? props.regionalCertificate ?? issue(this, 'Certificate', hostedZone, domainName);
      this.edgeCertificate = shared;
      this.regionalCertificate = props.regionalCertificate ?? shared;
      return;
    }
    this.edgeCertificate = props.certificate ?? this.issueInSupport(support, hostedZone, domainName);
    this.regionalCertificate = props.regionalCertificate ?? issue(this, 'Certificate', hostedZone, domainName);
  }

  /**
   * Adds alias records from the shop's name to CloudFront, for IPv4 and IPv6. Has no effect without a domain.
   *
   * @param distribution the distribution that serves the shop
   */
  public addAliases(distribution: IDistribution): void {
    if (!this.hostedZone || this.domainName === undefined) return;
    const props: route53.ARecordProps = {
      zone: this.hostedZone,
      // The dot marks a complete name, also where name or zone are known only at deployment.
      recordName: `${this.domainName}.`,
      target: route53.RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    };
    this.aliases.push(new route53.ARecord(this, 'Alias', props), new route53.AaaaRecord(this, 'AliasIpv6', props));
  }

  private issueInSupport(support: EdgeSupport, hostedZone: route53.IHostedZone, domainName: string): acm.ICertificate {
    const certificate = issue(support._scopeFor(this), 'Certificate', hostedZone, domainName);
    return acm.Certificate.fromCertificateArn(
      this,
      'EdgeCertificate',
      support._publish('EdgeCertificateArn', certificate.certificateArn),
    );
  }
}

function issue(scope: Construct, id: string, hostedZone: route53.IHostedZone, domainName: string): acm.Certificate {
  return new acm.Certificate(scope, id, { domainName, validation: acm.CertificateValidation.fromDns(hostedZone) });
}
