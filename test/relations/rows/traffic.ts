import { all, ELSEWHERE, must, one, refersTo, target } from '../model';
import type { Found, Model, Row } from '../model';
import { routesOf, subnetsOf } from '../tiers';

const records = ({ main }: Model) =>
  all(main, 'Route53::RecordSet').filter(({ props }) => props.AliasTarget !== undefined);

export const distributionOf = ({ main }: Model): Found => one(main, 'CloudFront::Distribution');

interface Origin {
  Id: string;
  DomainName: unknown;
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: unknown }[];
}

/** The origin of what no other behaviour matches: pages, carts, orders. */
const defaultOrigin = (model: Model): Origin => {
  const { Origins, DefaultCacheBehavior } = distributionOf(model).props.DistributionConfig;
  const origin = (Origins as Origin[]).find(({ Id }) => Id === DefaultCacheBehavior.TargetOriginId);
  must(origin, 'the default behaviour must have an origin');
  return origin;
};

const serversRule = ({ main }: Model): Found => {
  const found = all(main, 'ElasticLoadBalancingV2::ListenerRule').find(({ props }) =>
    props.Conditions.every(({ Field }: { Field: string }) => Field === 'http-header'),
  );
  must(found, 'the load balancer must have a rule without a path');
  return found;
};

export const traffic: Row[] = [
  {
    id: 'S5',
    name: "Route 53: the shop's name leads to CloudFront, over IPv4 and IPv6",
    needsDomain: true,
    check: (model) => {
      for (const type of ['A', 'AAAA']) {
        const record = records(model).find(({ props }) => props.Type === type);
        must(record, `there must be an alias of type ${type}`);
        must(
          refersTo(record.props.AliasTarget.DNSName, distributionOf(model)),
          `the alias of type ${type} must lead to the distribution`,
        );
      }
    },
    unlink: {
      'IPv4 alias to distribution': (model) => {
        records(model)[0].props.AliasTarget.DNSName = ELSEWHERE;
      },
      'IPv6 alias to distribution': (model) => {
        records(model)[1].props.AliasTarget.DNSName = ELSEWHERE;
      },
    },
  },
  {
    id: 'S6',
    name:
      "Application Load Balancer: requests that carry CloudFront's secret are spread over the servers, others " +
      'are refused',
    check: (model) => {
      const { main } = model;
      const rule = serversRule(model);
      must(
        refersTo(rule.props.Actions, one(main, 'ElasticLoadBalancingV2::TargetGroup', 'WebFleet')),
        'the rule must forward to the servers',
      );
      const listener = target(main, rule.props.ListenerArn, 'ElasticLoadBalancingV2::Listener', rule.id);
      must(
        refersTo(listener.props.LoadBalancerArn, one(main, 'ElasticLoadBalancingV2::LoadBalancer')),
        'the listener must belong to the load balancer',
      );
      must(
        listener.props.DefaultActions.every(({ Type }: { Type: string }) => Type === 'fixed-response'),
        'what matches no rule must be refused',
      );
      const { HttpHeaderName, Values } = rule.props.Conditions[0].HttpHeaderConfig;
      const sent = defaultOrigin(model).OriginCustomHeaders?.find(({ HeaderName }) => HeaderName === HttpHeaderName);
      must(
        JSON.stringify([sent?.HeaderValue]) === JSON.stringify(Values),
        'CloudFront must send the secret that the load balancer expects',
      );
    },
    unlink: {
      'rule to servers': (model) => {
        serversRule(model).props.Actions[0].TargetGroupArn = ELSEWHERE;
      },
      "rule to CloudFront's secret": (model) => {
        serversRule(model).props.Conditions[0].HttpHeaderConfig.Values = [ELSEWHERE];
      },
    },
  },
  {
    id: 'S7',
    name: "Internet gateway: attached to the network, and the public subnets' way to the internet",
    check: ({ main }) => {
      const gateway = one(main, 'EC2::InternetGateway');
      const attachment = one(main, 'EC2::VPCGatewayAttachment');
      must(refersTo(attachment.props.InternetGatewayId, gateway), 'the internet gateway must be attached');
      must(
        refersTo(attachment.props.VpcId, one(main, 'EC2::VPC')),
        'the internet gateway must be attached to the network',
      );
      const open = subnetsOf(main, 'public');
      must(open.length >= 2, 'there must be public subnets');
      for (const subnet of open) {
        must(
          routesOf(main, subnet).every(({ props }) => refersTo(props.GatewayId, gateway)),
          `${subnet.id} must route to the internet gateway`,
        );
      }
    },
    unlink: {
      'gateway to network': ({ main }) => {
        one(main, 'EC2::VPCGatewayAttachment').props.InternetGatewayId = ELSEWHERE;
      },
      'public subnet to gateway': ({ main }) => {
        routesOf(main, subnetsOf(main, 'public')[0])[0].props.GatewayId = ELSEWHERE;
      },
    },
  },
  {
    id: 'S8',
    name: 'NAT gateway: each application subnet reaches the internet through one in its zone',
    check: ({ main }) => {
      const subnets = subnetsOf(main, 'application');
      must(subnets.length >= 2, 'there must be application subnets');
      const used = subnets.map((subnet) => {
        const [route] = routesOf(main, subnet);
        return target(main, route.props.NatGatewayId, 'EC2::NatGateway', route.id).id;
      });
      must(new Set(used).size === subnets.length, 'each zone must have a separate NAT gateway');
    },
    unlink: {
      'application subnet to NAT gateway': ({ main }) => {
        routesOf(main, subnetsOf(main, 'application')[0])[0].props.NatGatewayId = ELSEWHERE;
      },
    },
  },
  {
    id: 'S10',
    name: 'CloudFront: hands to the load balancer what it does not have',
    check: (model) => {
      must(
        refersTo(defaultOrigin(model).DomainName, one(model.main, 'ElasticLoadBalancingV2::LoadBalancer')),
        'the default origin must be the load balancer',
      );
      must(distributionOf(model).props.DistributionConfig.Enabled === true, 'the distribution must be enabled');
    },
    unlink: {
      'distribution to load balancer': (model) => {
        defaultOrigin(model).DomainName = ELSEWHERE;
      },
    },
  },
];
