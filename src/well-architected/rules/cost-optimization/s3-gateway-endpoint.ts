import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { alike, anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';
import { kindOf, serviceOf } from '../support/vpc-endpoints';

/** The way to S3 that costs nothing, wherever there is one that does. */
export const s3GatewayEndpoint: Rule = {
  name: 'S3GatewayEndpoint',
  practice: 'COST08-BP03',
  also: ['SUS04-BP07', 'PERF04-BP02'],
  level: 'error',
  requirement:
    'Subnets that go out through a NAT gateway reach S3 through a gateway endpoint, and DynamoDB too if there are tables.',
  why: 'Without it every image, log and package passes the NAT gateway, which bills each gigabyte; the endpoint is free and the way is shorter.',
  fix:
    'The construct always has it; with `network.vpc` add to that VPC an `AWS::EC2::VPCEndpoint` of type Gateway for S3 (and DynamoDB) with all private route tables ' +
    'in `RouteTableIds`.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  check: (workload) => {
    const hasTables = workload.anyOfType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').length > 0;
    return [...tablesWithNat(workload)].flatMap((table) =>
      ['s3', ...(hasTables ? ['dynamodb'] : [])].map((service) => wayFinding(workload, table, service)),
    );
  },
};

/** The route tables by which everything that is not local goes through a NAT gateway. */
function tablesWithNat(workload: Workload): Set<Resource> {
  return new Set(
    workload
      .ofType('AWS::EC2::Route')
      .filter((route) => route.raw('NatGatewayId') !== undefined && route.get('DestinationCidrBlock') === '0.0.0.0/0')
      .flatMap((route) => workload.follow(route, route.raw('RouteTableId')) ?? []),
  );
}

/** Tables may be read from outside of the VPC only, and an interface endpoint is a way as well, if a dear one: neither is an error for sure. */
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
    alike(
      endpoint
        .values('RouteTableIds')
        .map(({ known, value }) => (known ? anyOf(listed(workload, endpoint, table, value)) : undefined)),
    ),
  ]);
}

/** A reference from outside may be to any route table. */
function listed(workload: Workload, endpoint: Resource, table: Resource, ids: unknown): Verdict[] {
  return (Array.isArray(ids) ? ids : []).map((id) => {
    const target = workload.follow(endpoint, id);
    return target === undefined && intrinsicOf(id) !== undefined ? undefined : target === table;
  });
}
