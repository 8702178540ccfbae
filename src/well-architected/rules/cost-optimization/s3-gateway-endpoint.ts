import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { unanimous, anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';
import { kindOf, serviceOf } from '../support/vpc-endpoints';

/** A gateway endpoint, which is free, carries the traffic to S3 that would otherwise pass a NAT gateway. */
export const s3GatewayEndpoint: Rule = {
  name: 'S3GatewayEndpoint',
  practice: 'COST08-BP03',
  also: ['SUS04-BP07', 'PERF04-BP02'],
  level: 'error',
  requirement:
    'Subnets that reach the internet through a NAT gateway reach S3 through a gateway endpoint, and DynamoDB too ' +
    'where there are tables.',
  why:
    'Without the endpoint every image, log and package passes the NAT gateway, which bills each gigabyte. The ' +
    'endpoint is free and shortens the path.',
  fix:
    '`EcommerceArchitecture` always creates it. For `network.vpc` add an `AWS::EC2::VPCEndpoint` of type Gateway for ' +
    'S3 (and DynamoDB) to that VPC, with all private route tables in `RouteTableIds`.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  check: (workload) => {
    const hasTables = workload.anyOfType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').length > 0;
    return [...tablesWithNat(workload)].flatMap((table) =>
      ['s3', ...(hasTables ? ['dynamodb'] : [])].map((service) => wayFinding(workload, table, service)),
    );
  },
};

/** Returns the route tables whose default route leads to a NAT gateway. */
function tablesWithNat(workload: Workload): Set<Resource> {
  return new Set(
    workload
      .ofType('AWS::EC2::Route')
      .filter((route) => route.raw('NatGatewayId') !== undefined && route.get('DestinationCidrBlock') === '0.0.0.0/0')
      .flatMap((route) => workload.follow(route, route.raw('RouteTableId')) ?? []),
  );
}

/**
 * A warning where the traffic may not need the gateway endpoint: DynamoDB tables may be read only from outside of the
 * VPC, and an interface endpoint also leads to the service, at a price.
 */
function wayFinding(workload: Workload, table: Resource, service: string): Finding {
  const endpoints = workload.anyOfType('AWS::EC2::VPCEndpoint');
  const verdict = anyOf(endpoints.map((endpoint) => leads(workload, endpoint, table, service)));
  const isOpen =
    service === 'dynamodb' ||
    endpoints.some((endpoint) => kindOf(endpoint) === 'Interface' && serviceOf(endpoint) === service);
  return found(
    table,
    stateOf(verdict),
    `a gateway endpoint for ${service} with this route table`,
    verdict ? 'there is one' : 'none',
    {
      item: service,
      level: isOpen ? 'warning' : undefined,
    },
  );
}

function leads(workload: Workload, endpoint: Resource, table: Resource, service: string): Verdict {
  const own = serviceOf(endpoint);
  return everyOf([
    verdictOf(endpoint.values('VpcEndpointType'), (kind) => kind === 'Gateway' || kind === undefined),
    own === undefined ? undefined : own === service,
    unanimous(
      endpoint
        .values('RouteTableIds')
        .map(({ known, value }) => (known ? anyOf(listed(workload, endpoint, table, value)) : undefined)),
    ),
  ]);
}

/** A reference from outside of the app may be to any route table. */
function listed(workload: Workload, endpoint: Resource, table: Resource, ids: unknown): Verdict[] {
  return (Array.isArray(ids) ? ids : []).map((id) => {
    const target = workload.follow(endpoint, id);
    return target === undefined && intrinsicOf(id) !== undefined ? undefined : target === table;
  });
}
