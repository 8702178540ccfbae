import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { DISTRIBUTION, originsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, verify } from '../support/finding';
import { isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import type { Rule } from '../support/rule';
import type { Settings } from '../support/settings';
import { anyOf } from '../support/verdict';

/** Each price class includes those before it. A distribution without one uses all locations. */
const PRICE_CLASSES: readonly unknown[] = ['PriceClass_100', 'PriceClass_200', 'PriceClass_All'];
const ALL = 'PriceClass_All';
const RESTRICTION = 'DistributionConfig.Restrictions.GeoRestriction';

/** Countries with or next to locations of the smallest price class: North America, Europe and Israel. */
const NEAR = new Set(
  (
    'US CA MX IL AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO ' +
    'PL PT RO RS SE SI SK SM UA VA'
  ).split(' '),
);

/** Visitors are served from a location near them. */
export const edgeNearUsers: Rule = {
  name: 'EdgeNearUsers',
  practice: 'PERF04-BP06',
  also: ['SUS02-BP04'],
  level: 'info',
  requirement: 'Public content is served by CloudFront, from locations near the visitors of the shop.',
  why:
    'A visitor far from the Region waits a tenth of a second or more for each round trip, and a page needs many. The ' +
    'longer the wait, the fewer visitors buy.',
  fix:
    'Leave `edge.priceClass` at its production default, or set `edge.geoRestriction` or the threshold `priceClass` ' +
    'to the countries of the visitors. In CloudFormation set `PriceClass`, and put a distribution in front of each ' +
    'public load balancer or website.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html',
  check: (workload, settings) => [
    ...(settings.production
      ? workload
          .ofType(DISTRIBUTION)
          .filter(hasPriceClass)
          .map((one) => priceClassFinding(one, settings))
      : []),
    ...workload
      .ofType(LOAD_BALANCER)
      .filter(isPublic)
      .map((one) => edgeFinding(workload, one)),
    ...workload
      .ofType('AWS::S3::Bucket')
      .filter(isWebsite)
      .map((one) => edgeFinding(workload, one)),
  ],
};

/** A distribution for many tenants has no price class. */
function hasPriceClass(distribution: Resource): boolean {
  return distribution.raw('DistributionConfig.ConnectionMode') !== 'tenant-only';
}

function priceClassFinding(distribution: Resource, { thresholds }: Settings): Finding {
  const expected = isForNear(distribution) ? 'PriceClass_100' : thresholds.priceClass;
  const least = PRICE_CLASSES.indexOf(expected);
  const finding = verify(distribution, 'DistributionConfig.PriceClass', {
    expected: `${expected} or more`,
    holds: (value) => PRICE_CLASSES.indexOf(value ?? ALL) >= least,
    item: 'PriceClass',
  });
  return finding.state === 'failing' && !isAudienceKnown(distribution)
    ? { ...finding, state: 'undetermined' }
    : finding;
}

function isAudienceKnown(distribution: Resource): boolean {
  const values = [
    ...distribution.values(`${RESTRICTION}.RestrictionType`),
    ...distribution.values(`${RESTRICTION}.Locations`),
  ];
  return (
    values.every(({ known }) => known) &&
    distribution.list(`${RESTRICTION}.Locations`).every((country) => typeof country === 'string')
  );
}

/** True when the list of allowed countries contains only near ones. */
function isForNear(distribution: Resource): boolean {
  const countries = distribution.list(`${RESTRICTION}.Locations`);
  return (
    distribution.get(`${RESTRICTION}.RestrictionType`) === 'whitelist' &&
    countries.length > 0 &&
    countries.every((country) => NEAR.has(String(country)))
  );
}

function isPublic(loadBalancer: Resource): boolean {
  return (
    isApplicationLoadBalancer(loadBalancer) && (loadBalancer.raw('Scheme') ?? 'internet-facing') === 'internet-facing'
  );
}

/** True for a bucket that serves a website. One that only redirects serves nothing. */
function isWebsite(bucket: Resource): boolean {
  const website = bucket.raw('WebsiteConfiguration');
  return isRecord(website) && website.RedirectAllRequestsTo === undefined;
}

function edgeFinding(workload: Workload, origin: Resource): Finding {
  const distributions = workload.anyOfType(DISTRIBUTION);
  const verdicts = distributions.map((distribution) => {
    if (workload.references(distribution).has(origin)) return true;
    return mayLeadAnywhere(workload, distribution) ? undefined : false;
  });
  return found(
    origin,
    anyOf(verdicts),
    'an origin of a distribution',
    distributions.length === 0 ? 'no distribution' : `${distributions.length} distribution(s)`,
    {
      item: 'Edge',
    },
  );
}

/** An external domain name may lead here, and so may an origin that is known only at deployment. */
function mayLeadAnywhere(workload: Workload, distribution: Resource): boolean {
  const origins = originsOf(distribution);
  return (
    distribution.values('DistributionConfig.Origins').some(({ known }) => !known) ||
    origins.length < distribution.list('DistributionConfig.Origins').length ||
    origins.some(
      ({ record }) => workload.mentions(distribution, [record.DomainName, record.VpcOriginConfig]).size === 0,
    )
  );
}
