import { Arn, ArnFormat, CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { GLOBAL_REGION } from '../core/global-region';
import { invalid, isConcrete, requireMatch } from '../core/validation';
import type { EdgeSupport } from '../edge/edge-support';

/** Labels of letters, digits and hyphens, at least two of them (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html). */
const DOMAIN_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The shop's domain. Give `hostedZone` and `domainName` together; everything else follows from them. */
export interface DnsOptions {
  /**
   * The public hosted zone in Route 53 to which the internet already delegates, or certificates wait for their validation for ever. It
   * stays yours: the shop adds records to it.
   *
   * @default - none: the shop has the name that CloudFront gives it
   */
  readonly hostedZone?: IHostedZone;

  /**
   * The shop's name, such as `shop.example.com`: the zone's own name, or one below it.
   *
   * @default - none: the shop has the name that CloudFront gives it
   */
  readonly domainName?: string;

  /**
   * A certificate for `domainName` in us-east-1, which CloudFront shows to visitors.
   *
   * @default - a new one, validated through the hosted zone; in the support stack when the shop is not in us-east-1
   */
  readonly certificate?: ICertificate;

  /**
   * A certificate for `domainName` in the stack's own Region, which the load balancer shows to CloudFront.
   *
   * @default - a new one, validated through the hosted zone; in us-east-1 the same that CloudFront shows
   */
  readonly regionalCertificate?: ICertificate;
}

/** Checked options, and what the domain needs from other rooms. */
export interface DnsProps extends DnsOptions {
  /** Answers where CloudFront's certificate can be made. */
  readonly support: EdgeSupport;
}

/**
 * Refuses what would fail at deployment, or never end.
 *
 * @throws an error that names the option, what it must be, what it is, and the way out
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
    'a domain name in small letters',
    'write it as shop.example.com, without scheme, path or wildcard',
  );
  requireInside(domainName, hostedZone);
  requireRegion(
    'dns.certificate',
    certificate,
    GLOBAL_REGION,
    'CloudFront takes certificates from us-east-1 only; leave it out to have one issued',
  );
  requireRegion(
    'dns.regionalCertificate',
    regionalCertificate,
    stack.region,
    'the load balancer takes certificates of its own Region only; leave it out to have one issued',
  );
  if (Token.isUnresolved(stack.region) && !certificate) {
    invalid({
      prop: 'dns.certificate',
      expected: "given when the stack's Region is unknown",
      got: certificate,
      fix: "CloudFront's certificate must be in us-east-1, so set `env.region` of the stack, or give one that is there",
    });
  }
  if (
    !certificate &&
    !Token.isUnresolved(stack.region) &&
    stack.region !== GLOBAL_REGION &&
    isMadeIn(stack, hostedZone)
  ) {
    invalid({
      prop: 'dns.hostedZone',
      expected: `made outside of the shop's stack when that is not in ${GLOBAL_REGION}`,
      got: hostedZone.node.path,
      fix:
        `the certificate in ${GLOBAL_REGION} would need this stack first, and this stack the certificate; put the zone into a stack of its own, ` +
        'or import it with HostedZone.fromHostedZoneAttributes()',
    });
  }
}

/** None of them has an effect without the zone and the name. */
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
      fix: 'visitors and certificate validation cannot see a private one',
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

/** A zone imported by its id alone does not know its name, and says so in CDK's words. */
function nameOf(hostedZone: IHostedZone): string {
  try {
    return hostedZone.zoneName;
  } catch {
    return invalid({
      prop: 'dns.hostedZone',
      expected: 'a zone that knows its name',
      got: hostedZone.node.path,
      fix: 'import it with HostedZone.fromHostedZoneAttributes({ hostedZoneId, zoneName })',
    });
  }
}

function requireRegion(prop: string, certificate: ICertificate | undefined, region: string, fix: string): void {
  const arn = certificate?.certificateArn;
  const actual = isConcrete(arn) ? Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).region : regionOfMade(certificate);
  if (isConcrete(actual) && isConcrete(region) && actual !== region) {
    invalid({
      prop,
      expected: `a certificate in ${region}`,
      got: arn === undefined || Token.isUnresolved(arn) ? actual : arn,
      fix,
    });
  }
}

/** The Region of a certificate that the app makes; one imported by a token may be anywhere. */
function regionOfMade(certificate: ICertificate | undefined): string | undefined {
  const made = Tokenization.reverseString(certificate?.certificateArn ?? '').tokens.some(
    (token) => Reference.isReference(token) && CfnResource.isCfnResource(token.target),
  );
  return made ? certificate?.env.region : undefined;
}

/** Whether the zone's id is known only once this stack is deployed. */
function isMadeIn(stack: Stack, hostedZone: IHostedZone): boolean {
  return Tokenization.reverseString(hostedZone.hostedZoneId).tokens.some(
    (token) => Reference.isReference(token) && Stack.of(token.target) === stack,
  );
}
