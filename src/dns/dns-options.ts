import { Arn, ArnFormat, CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { GLOBAL_REGION } from '../core/global-region';
import { invalid, isConcrete, requireMatch } from '../core/validation';
import type { EdgeSupport } from '../edge/edge-support';

/**
 * At least two labels of letters, digits and hyphens
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html).
 */
const DOMAIN_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Options of the shop's domain. Set `hostedZone` and `domainName` together; certificates and records are then created
 * automatically.
 */
export interface DnsOptions {
  /**
   * The public hosted zone in Route 53. The domain's registrar or parent zone must already delegate to it, because
   * otherwise the validation of certificates never completes. The shop only adds records to it.
   *
   * @default - none: visitors use the name that CloudFront assigns to the distribution
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The shop's domain name, such as `shop.example.com`: the name of the zone, or a name below it. Lower case, without
   * scheme, path or wildcard.
   *
   * @default - none: visitors use the name that CloudFront assigns to the distribution
   */
  readonly domainName?: string;

  /**
   * An existing certificate for `domainName` in us-east-1, which CloudFront presents to visitors. It is required when
   * the Region of the stack is unknown.
   *
   * @default - a new certificate, validated through the hosted zone; it is in the support stack when the shop is not
   * in us-east-1
   */
  readonly certificate?: ICertificate;

  /**
   * An existing certificate for `domainName` in the stack's Region, which the load balancer presents to CloudFront.
   *
   * @default - a new certificate, validated through the hosted zone; in us-east-1 CloudFront's certificate is used
   */
  readonly regionalCertificate?: ICertificate;
}

/** Validated options, and what the domain needs from other rooms. */
export interface DnsProps extends DnsOptions {
  /** Decides the stack of CloudFront's certificate. */
  readonly support: EdgeSupport;
}

/**
 * Validates the options, so that the deployment neither fails because of them nor waits for a certificate without end.
 *
 * @param scope - a construct in the shop's stack, whose Region decides the Regions of the certificates
 * @param options - as the user wrote them
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveDns(scope: Construct, options: DnsOptions): DnsOptions {
  validateDns(Stack.of(scope), options);
  return options;
}

function validateDns(stack: Stack, options: DnsOptions): void {
  const { hostedZone, domainName, certificate, regionalCertificate } = options;
  if (!hostedZone || domainName === undefined) {
    requireNothingAlone(options);
    return;
  }
  requireMatch(
    'dns.domainName',
    domainName,
    DOMAIN_NAME,
    'a domain name in lower case',
    'write it as shop.example.com, without scheme, path or wildcard',
  );
  requireInside(domainName, hostedZone);
  requireRegion(
    'dns.certificate',
    certificate,
    GLOBAL_REGION,
    'CloudFront accepts certificates in us-east-1 only; remove the option to have one issued',
  );
  requireRegion(
    'dns.regionalCertificate',
    regionalCertificate,
    stack.region,
    'the load balancer accepts certificates in its own Region only; remove the option to have one issued',
  );
  if (Token.isUnresolved(stack.region) && !certificate) {
    invalid({
      prop: 'dns.certificate',
      expected: "given when the stack's Region is unknown",
      got: certificate,
      fix: "CloudFront's certificate must be in us-east-1: set `env.region` of the stack, or give a certificate there",
    });
  }
  if (
    !certificate &&
    !Token.isUnresolved(stack.region) &&
    stack.region !== GLOBAL_REGION &&
    isCreatedIn(stack, hostedZone)
  ) {
    invalid({
      prop: 'dns.hostedZone',
      expected: `created outside of the shop's stack when that stack is not in ${GLOBAL_REGION}`,
      got: hostedZone.node.path,
      fix:
        `the certificate in ${GLOBAL_REGION} and this stack would depend on each other; move the zone to a separate ` +
        'stack, or import it with HostedZone.fromHostedZoneAttributes()',
    });
  }
}

/** Refuses options that have no effect without both the zone and the name. */
function requireNothingAlone(options: DnsOptions): void {
  const { hostedZone, domainName, certificate, regionalCertificate } = options;
  const given = Object.entries({ hostedZone, domainName, certificate, regionalCertificate })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `\`dns.${name}\``);
  if (given.length === 0) return;
  const missing = hostedZone ? 'dns.domainName' : 'dns.hostedZone';
  invalid({
    prop: missing,
    expected: `given together with ${given.join(', ')}`,
    got: undefined,
    fix: 'the certificate and the records need the zone and the name: set both, or neither',
  });
}

function requireInside(domainName: string, hostedZone: IHostedZone): void {
  if (hostedZone instanceof PrivateHostedZone) {
    invalid({
      prop: 'dns.hostedZone',
      expected: 'a public hosted zone',
      got: hostedZone.node.path,
      fix: 'give a public zone, because visitors and certificate validation cannot resolve names of a private one',
    });
  }
  const zoneName = nameOf(hostedZone).replace(/\.$/, '');
  if (!isConcrete(domainName) || !isConcrete(zoneName)) return;
  if (domainName !== zoneName && !domainName.endsWith(`.${zoneName}`)) {
    invalid({
      prop: 'dns.domainName',
      expected: `"${zoneName}" or a name below it, as \`dns.hostedZone\` is that zone`,
      got: domainName,
      fix: `use the zone of that name, or a name such as shop.${zoneName}`,
    });
  }
}

/** Returns the zone's name; replaces CDK's error for a zone that was imported by its id alone. */
function nameOf(hostedZone: IHostedZone): string {
  try {
    return hostedZone.zoneName;
  } catch {
    return invalid({
      prop: 'dns.hostedZone',
      expected: 'a zone that is imported with its name',
      got: hostedZone.node.path,
      fix: 'import it with HostedZone.fromHostedZoneAttributes({ hostedZoneId, zoneName })',
    });
  }
}

function requireRegion(prop: string, certificate: ICertificate | undefined, region: string, fix: string): void {
  const arn = certificate?.certificateArn;
  const actual = isConcrete(arn) ? Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region : regionOfCreated(certificate);
  if (isConcrete(actual) && isConcrete(region) && actual !== region) {
    invalid({
      prop,
      expected: `a certificate in ${region}`,
      got: arn === undefined || Token.isUnresolved(arn) ? actual : arn,
      fix,
    });
  }
}

/** Returns the Region of a certificate that the app creates; undefined for one that is imported by a token. */
function regionOfCreated(certificate: ICertificate | undefined): string | undefined {
  const created = Tokenization.reverseString(certificate?.certificateArn ?? '').tokens.some(
    (token) => Reference.isReference(token) && CfnResource.isCfnResource(token.target),
  );
  return created ? certificate?.env.region : undefined;
}

/** True when the stack creates the zone, so that the zone's id is known only after the stack's deployment. */
function isCreatedIn(stack: Stack, hostedZone: IHostedZone): boolean {
  return Tokenization.reverseString(hostedZone.hostedZoneId).tokens.some(
    (token) => Reference.isReference(token) && Stack.of(token.target) === stack,
  );
}
