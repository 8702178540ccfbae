import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnTargetGroupProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { healthChecksExplicit } from '../../../../src/well-architected/rules/reliability/health-checks-explicit';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const EXPLICIT: CfnTargetGroupProps = {
  protocol: 'HTTP',
  healthCheckPath: '/healthz',
  matcher: { httpCode: '200' },
  healthCheckIntervalSeconds: 10,
  healthyThresholdCount: 2,
  unhealthyThresholdCount: 3,
};

const targets =
  (props: CfnTargetGroupProps): Build =>
  (stack) => {
    new CfnTargetGroup(stack, 'Targets', props);
  };

interface Record {
  readonly evaluateTargetHealth?: boolean;
  readonly setIdentifier?: string;
  readonly healthCheckId?: string;
}

const record =
  ({ evaluateTargetHealth, ...rest }: Record): Build =>
  (stack) => {
    const { attrDnsName, attrCanonicalHostedZoneId: hostedZoneId } = new CfnLoadBalancer(stack, 'Balancer', {});
    const aliasTarget = { dnsName: Fn.join('', ['dualstack.', attrDnsName]), hostedZoneId, evaluateTargetHealth };
    new CfnRecordSet(stack, 'Record', {
      hostedZoneId: 'Z1',
      name: 'shop.example.com',
      type: 'A',
      weight: 1,
      aliasTarget,
      ...rest,
    });
  };

export const cases: RuleCases = {
  rule: healthChecksExplicit,
  compliant: {
    'a check with every setting': targets(EXPLICIT),
    'a check by HTTP of another protocol': targets({ ...EXPLICIT, protocol: 'TCP', healthCheckProtocol: 'HTTP' }),
    'one of several records that evaluates its target': record({ setIdentifier: 'blue', evaluateTargetHealth: true }),
    'one of several records with a check': record({ setIdentifier: 'blue', healthCheckId: 'id' }),
  },
  failing: {
    'a check without the setting': {
      build: targets({ protocol: 'HTTP' }),
      fails: [
        'HealthCheckPath',
        'Matcher',
        'HealthCheckIntervalSeconds',
        'HealthyThresholdCount',
        'UnhealthyThresholdCount',
      ],
    },
    'a check of the home page': { build: targets({ ...EXPLICIT, healthCheckPath: '/' }), fails: ['HealthCheckPath'] },
    'a check that takes any answer': { build: targets({ ...EXPLICIT, matcher: undefined }), fails: ['Matcher'] },
    'a check without a pace': {
      build: targets({ ...EXPLICIT, healthCheckIntervalSeconds: undefined }),
      fails: ['HealthCheckIntervalSeconds'],
    },
    'a check without a limit': {
      build: targets({ ...EXPLICIT, unhealthyThresholdCount: undefined }),
      fails: ['UnhealthyThresholdCount'],
    },
    'one of several records that is always given': {
      build: record({ setIdentifier: 'blue' }),
      fails: ['EvaluateTargetHealth'],
    },
  },
  notApplicable: {
    'functions, which are not asked': targets({ targetType: 'lambda' }),
    'a load balancer behind another one': targets({ targetType: 'alb', protocol: 'TCP', healthCheckProtocol: 'HTTP' }),
    'a check by TCP': targets({ protocol: 'TCP' }),
    'one record alone': record({}),
  },
  token: (stack) => targets({ ...EXPLICIT, healthCheckPath: new CfnParameter(stack, 'Path').valueAsString })(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnTargetGroup(stack, 'Targets', EXPLICIT).addPropertyOverride('HealthCheckPath', '/');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
        if (properties.HealthCheckPath) properties.HealthCheckPath = '/';
      }
    },
  },
};
