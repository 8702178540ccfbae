import { Aws, CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { rules } from 'cdk-nag';
import { ANYBODY, CLOUDFRONT, distribution, loadBalancer } from './edge-builds';
import { wafAttached } from '../../../../src/well-architected/rules/security/waf-attached';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const ACL = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b';

const site =
  (webAclId?: string): Build =>
  (stack) => {
    distribution(stack, 'www.example.com', { webAclId });
  };

const files =
  (webAclId?: string): Build =>
  (stack) => {
    distribution(stack, 'bucket.s3.amazonaws.com', {
      webAclId,
      origin: { customOriginConfig: undefined, s3OriginConfig: {} },
    });
  };

/** A load balancer behind CloudFront, or alone, with or without a separate web ACL. */
const server =
  ({ edge, firewall, ingress = ANYBODY }: { edge: boolean; firewall: boolean; ingress?: typeof ANYBODY }): Build =>
  (stack) => {
    const balancer = loadBalancer(stack, [ingress]);
    if (firewall) new CfnWebACLAssociation(stack, 'Association', { resourceArn: balancer.ref, webAclArn: ACL });
    if (edge) distribution(stack, balancer.attrDnsName);
  };

export const cases: RuleCases = {
  rule: wafAttached,
  compliant: {
    'a site with a web ACL': site(ACL),
    'files with a web ACL': files(ACL),
    'a web ACL at the load balancer behind it': server({ edge: true, firewall: true }),
    'a load balancer with a web ACL': server({ edge: false, firewall: true }),
  },
  failing: {
    'a site without': { levels: ['error'], build: site(), fails: ['Properties.DistributionConfig.WebACLId'] },
    'a site with an empty one': site(''),
    'files without': { levels: ['info'], build: files() },
    'nothing before the load balancer either': {
      build: server({ edge: true, firewall: false }),
      fails: ['Properties.DistributionConfig.WebACLId'],
    },
    'a load balancer without': { build: server({ edge: false, firewall: false }), fails: [''] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a load balancer for some': server({ edge: false, firewall: false, ingress: CLOUDFRONT }),
    'an internal load balancer': (stack) => {
      loadBalancer(stack, [ANYBODY], { scheme: 'internal' });
    },
    'a network load balancer': (stack) => {
      loadBalancer(stack, [ANYBODY], { type: 'network' });
    },
  },
  token: (stack) => {
    const some = new CfnCondition(stack, 'Some', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    distribution(stack, 'www.example.com', { webAclId: Fn.conditionIf(some.logicalId, ACL, Aws.NO_VALUE).toString() });
    const balancer = new CfnParameter(stack, 'Given');
    new CfnWebACLAssociation(stack, 'Association', { resourceArn: balancer.valueAsString, webAclArn: ACL });
    loadBalancer(stack, [ANYBODY]);
    new CfnLoadBalancer(stack, 'GroupsOfSomebody', { securityGroups: ['sg-1'] });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      distribution(stack, 'www.example.com').addPropertyOverride('DistributionConfig.WebACLId', ACL);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudFront::Distribution')) {
        delete properties.DistributionConfig.WebACLId;
      }
    },
  },
  oracles: [
    {
      name: 'CloudFrontDistributionWAFIntegration',
      rule: rules.cloudfront.CloudFrontDistributionWAFIntegration,
      about: [
        'a site with a web ACL',
        'files with a web ACL',
        'a site without',
        'a site with an empty one',
        'files without',
        'a web ACL at the load balancer behind it',
        'nothing before the load balancer either',
      ],
      disagreements: {
        'a web ACL at the load balancer behind it':
          'a request that reaches code passes that web ACL; the web ACL of a distribution must be in us-east-1',
        'a site with an empty one': 'an empty id is how CloudFormation takes a web ACL away',
      },
    },
    {
      name: 'ALBWAFEnabled',
      rule: rules.elb.ALBWAFEnabled,
      about: [
        'a load balancer with a web ACL',
        'a load balancer without',
        'a web ACL at the load balancer behind it',
        'nothing before the load balancer either',
      ],
    },
  ],
};
