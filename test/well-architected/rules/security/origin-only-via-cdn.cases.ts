import { CfnMapping, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnDistribution, CfnVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSecurityGroup, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnListener, CfnListenerRule, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { ANYBODY, CLOUDFRONT, distribution, from, loadBalancer } from './edge-builds';
import { originOnlyViaCdn } from '../../../../src/well-architected/rules/security/origin-only-via-cdn';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const HEADER = 'X-Origin-Verify';

const behind =
  (...ingress: Parameters<typeof loadBalancer>[1]): Build =>
  (stack) => {
    distribution(stack, loadBalancer(stack, ingress).attrDnsName);
  };

function listen(balancer: CfnLoadBalancer, header: string, defaultAction: string): void {
  const { stack } = balancer;
  const listener = new CfnListener(stack, 'Listener', {
    loadBalancerArn: balancer.ref,
    defaultActions: [{ type: defaultAction, targetGroupArn: 'arn' }],
  });
  new CfnListenerRule(stack, 'Rule', {
    listenerArn: listener.ref,
    priority: 1,
    actions: [{ type: 'forward', targetGroupArn: 'arn' }],
    conditions: [
      { field: 'path-pattern', values: ['/*'] },
      { field: 'http-header', httpHeaderConfig: { httpHeaderName: header, values: ['secret'] } },
    ],
  });
}

const asking =
  (header: string, defaultAction: string): Build =>
  (stack) => {
    const balancer = loadBalancer(stack, [ANYBODY]);
    distribution(stack, balancer.attrDnsName, { header: HEADER });
    listen(balancer, header, defaultAction);
  };

const byFirewall =
  (header: string): Build =>
  (stack) => {
    const balancer = loadBalancer(stack, [ANYBODY]);
    distribution(stack, balancer.attrDnsName, { header: HEADER });
    const metrics = { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true };
    const acl = new CfnWebACL(stack, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { block: {} },
      visibilityConfig: metrics,
      rules: [
        {
          name: 'header',
          priority: 0,
          action: { allow: {} },
          visibilityConfig: metrics,
          statement: {
            byteMatchStatement: {
              fieldToMatch: { singleHeader: { Name: header } },
              positionalConstraint: 'EXACTLY',
              searchString: 's',
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
        },
      ],
    });
    new CfnWebACLAssociation(stack, 'Association', { resourceArn: balancer.ref, webAclArn: acl.attrArn });
  };

export const cases: RuleCases = {
  rule: originOnlyViaCdn,
  compliant: {
    'a prefix list': behind(CLOUDFRONT, from({ sourceSecurityGroupId: 'sg-1' })),
    'a prefix list of each Region': (stack) => {
      const lists = new CfnMapping(stack, 'Lists', {
        mapping: { 'us-east-1': { OriginFacing: 'pl-3b927c52' }, 'eu-west-1': { OriginFacing: 'pl-4fa04526' } },
      });
      const balancer = loadBalancer(stack, []);
      new CfnSecurityGroupIngress(stack, 'Ingress', {
        groupId: Fn.getAtt('Group', 'GroupId').toString(),
        ipProtocol: 'tcp',
        sourcePrefixListId: lists.findInMap(Fn.ref('AWS::Region'), 'OriginFacing'),
      });
      distribution(stack, balancer.attrDnsName);
    },
    'the ranges of an office and of CloudFront': behind(
      from({ cidrIp: '203.0.113.0/24' }),
      from({ cidrIpv6: '2600:9000:1000::/36' }),
    ),
    'a VPC origin': (stack) => {
      const balancer = loadBalancer(stack, [ANYBODY], { scheme: 'internal' });
      const origin = new CfnVpcOrigin(stack, 'Origin', {
        vpcOriginEndpointConfig: {
          arn: balancer.ref,
          name: 'shop',
          originProtocolPolicy: 'https-only',
          httpPort: 80,
          httpsPort: 443,
        },
      });
      distribution(stack, 'internal.example.com', {
        origin: { customOriginConfig: undefined, vpcOriginConfig: { vpcOriginId: origin.attrId } },
      });
    },
    'a secret header': asking('x-origin-verify', 'fixed-response'),
    'a firewall that wants the header': byFirewall(HEADER),
  },
  failing: {
    'open to the internet': behind(ANYBODY),
    'open to the internet beside the prefix list': behind(CLOUDFRONT, ANYBODY),
    'open in halves': behind(from({ cidrIp: '0.0.0.0/1' }), from({ cidrIp: '128.0.0.0/1' })),
    'open to the internet over IPv6': behind(from({ cidrIpv6: '::/0' })),
    'open by its name': (stack) => {
      const balancer = loadBalancer(stack, [ANYBODY]);
      new CfnRecordSet(stack, 'Record', {
        name: 'origin.example.com.',
        type: 'A',
        aliasTarget: { dnsName: balancer.attrDnsName, hostedZoneId: 'Z' },
      });
      distribution(stack, 'origin.example.com');
    },
    'a header that any visitor may send': asking('User-Agent', 'fixed-response'),
    'a secret header, and servers by default': asking(HEADER, 'forward'),
    'a secret header that no rule requires': (stack) => {
      distribution(stack, loadBalancer(stack, [ANYBODY]).attrDnsName, { header: HEADER });
    },
    'a firewall that wants another header': byFirewall('Accept'),
  },
  notApplicable: {
    'a load balancer alone': (stack) => {
      loadBalancer(stack, [ANYBODY]);
    },
    'a distribution of another server': (stack) => {
      loadBalancer(stack, [ANYBODY]);
      distribution(stack, 'www.example.com');
    },
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => {
    const list = new CfnParameter(stack, 'List');
    distribution(stack, loadBalancer(stack, [from({ sourcePrefixListId: list.valueAsString })]).attrDnsName);
    const group = new CfnSecurityGroup(stack, 'Unknown', { groupDescription: 'load balancer' });
    group.addPropertyOverride('SecurityGroupIngress', [{ 'Fn::FindInMap': ['A', 'B', 'C'] }]);
    const other = new CfnLoadBalancer(stack, 'Other', { securityGroups: [group.attrGroupId] });
    new CfnDistribution(stack, 'Second', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'Shop', viewerProtocolPolicy: 'https-only' },
        origins: [
          { id: 'Shop', domainName: other.attrDnsName, customOriginConfig: { originProtocolPolicy: 'https-only' } },
        ],
      },
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const balancer = loadBalancer(stack, [ANYBODY], { scheme: 'internal' });
      balancer.addPropertyOverride('Scheme', 'internet-facing');
      distribution(stack, balancer.attrDnsName);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::EC2::SecurityGroupIngress')) {
        if (properties.SourcePrefixListId) {
          Object.assign(properties, { SourcePrefixListId: undefined, CidrIp: '0.0.0.0/0' });
        }
      }
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::ListenerRule')) {
        properties.Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }];
      }
    },
  },
};
