import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { businessKpiAlarm } from '../../../../src/well-architected/rules/operational-excellence/business-kpi-alarm';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fn: Build = (stack) => {
  new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
};

const alarm =
  (namespace: string): Build =>
  (stack) => {
    fn(stack);
    new CfnAlarm(stack, 'Alarm', {
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      namespace,
      metricName: 'Orders',
    });
  };

const graph =
  (...metrics: unknown[]): Build =>
  (stack) => {
    fn(stack);
    new CfnDashboard(stack, 'Dashboard', {
      dashboardBody: JSON.stringify({ widgets: [{ type: 'text' }, { type: 'metric', properties: { metrics } }] }),
    });
  };

const tokenNamespace: Build = (stack) => alarm(new CfnParameter(stack, 'Namespace').valueAsString)(stack);

export const cases: RuleCases = {
  rule: businessKpiAlarm,
  compliant: {
    'an alarm on orders': alarm('Shop/Orders'),
    'an alarm in metric math': (stack) => {
      fn(stack);
      new CfnAlarm(stack, 'Alarm', {
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
        metrics: [
          { id: 'rate', expression: 'failed / 60' },
          {
            id: 'failed',
            metricStat: { stat: 'Sum', period: 60, metric: { namespace: 'Shop', metricName: 'Failed' } },
          },
        ],
      });
    },
    'a namespace of which the beginning is known': (stack) => alarm(`Shop/${stack.stackId}`)(stack),
    'a filter on a log and an alarm on it': (stack) => {
      const namespace = new CfnParameter(stack, 'Namespace').valueAsString;
      alarm(namespace)(stack);
      new CfnMetricFilter(stack, 'Filter', {
        logGroupName: 'orders',
        filterPattern: '{ $.event = "order" }',
        metricTransformations: [{ metricName: 'Orders', metricNamespace: namespace, metricValue: '1' }],
      });
    },
    'a graph of orders': graph(['AWS/Lambda', 'Errors'], ['Shop', 'Orders'], [{ expression: 'a + b' }]),
    'a graph in a body with tokens': (stack) => {
      fn(stack);
      const name = Fn.select(2, Fn.split('/', stack.stackId));
      new CfnDashboard(stack, 'Dashboard', {
        dashboardBody: stack.toJsonString({
          widgets: [{ properties: { region: stack.region, metrics: [['Shop', 'Orders', 'Name', name]] } }],
        }),
      });
    },
  },
  failing: {
    'no alarm at all': fn,
    'an alarm of AWS': alarm('AWS/Lambda'),
    'an alarm of the agent': alarm('CWAgent'),
    'a graph of AWS alone': graph(['AWS/Lambda', 'Errors'], ['.', 'Throttles']),
    'a filter without an alarm': (stack) => {
      fn(stack);
      new CfnMetricFilter(stack, 'Filter', {
        logGroupName: 'orders',
        filterPattern: '',
        metricTransformations: [{ metricName: 'Orders', metricNamespace: 'Shop', metricValue: '1' }],
      });
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: tokenNamespace,
  override: {
    state: 'failing',
    build: (stack) => {
      alarm('Shop')(stack);
      (stack.node.findChild('Alarm') as CfnAlarm).addPropertyOverride('Namespace', 'AWS/Lambda');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudWatch::Alarm')) {
        if (typeof properties.Namespace === 'object') properties.Namespace = 'AWS/Lambda';
      }
      for (const [, resource] of ofType(main, 'AWS::CloudWatch::Dashboard')) {
        resource.Properties = JSON.parse(
          JSON.stringify(resource.Properties).replace(/\{"Fn::Sub":"EcommerceArchitecture[^"]*"\}/g, '"AWS/Lambda"'),
        );
      }
    },
  },
};
