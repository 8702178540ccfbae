import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CfnLogAnomalyDetector,
  CfnLogGroup,
  CfnMetricFilter,
  CfnQueryDefinition,
  CfnSubscriptionFilter,
} from 'aws-cdk-lib/aws-logs';
import { logInsightsQueries } from '../../../../src/well-architected/rules/operational-excellence/log-insights-queries';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

/** A function with a log group, and a reader of it. */
const logged =
  (read?: (logs: CfnLogGroup) => void): Build =>
  (stack) => {
    const logs = new CfnLogGroup(stack, 'Logs');
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', loggingConfig: { logGroup: logs.ref } });
    read?.(logs);
  };

const query = (logGroupNames?: (logs: CfnLogGroup) => string[]): Build =>
  logged((logs) => {
    new CfnQueryDefinition(logs.stack, 'Query', {
      name: 'orders',
      queryString: 'fields @message',
      logGroupNames: logGroupNames?.(logs),
    });
  });

const dashboard = (type: string): Build =>
  logged((logs) => {
    new CfnDashboard(logs.stack, 'Dashboard', {
      dashboardBody: JSON.stringify({ widgets: [{ type, properties: {} }] }),
    });
  });

const filter = (logGroupName: (logs: CfnLogGroup) => string): Build =>
  logged((logs) => {
    const metricTransformations = [{ metricName: 'Orders', metricNamespace: 'Shop', metricValue: '1' }];
    new CfnMetricFilter(logs.stack, 'Filter', {
      logGroupName: logGroupName(logs),
      filterPattern: '',
      metricTransformations,
    });
  });

export const cases: RuleCases = {
  rule: logInsightsQueries,
  compliant: {
    'a saved query': query((logs) => [logs.ref]),
    'a saved query for any log': query(),
    'a graph of logs': dashboard('log'),
    'a filter that counts': filter((logs) => logs.ref),
    'a detector of the unusual': logged((logs) => {
      new CfnLogAnomalyDetector(logs.stack, 'Detector', { logGroupArnList: [logs.attrArn] });
    }),
    'logs that are sent on': logged((logs) => {
      new CfnSubscriptionFilter(logs.stack, 'Subscription', {
        logGroupName: logs.ref,
        filterPattern: '',
        destinationArn: 'arn',
      });
    }),
  },
  failing: {
    'no reader of the logs': logged(),
    'no reader of the logs of servers': (stack) => {
      const logs = new CfnLogGroup(stack, 'Logs');
      const template = new CfnLaunchTemplate(stack, 'Template', {
        launchTemplateData: { userData: `logs=${logs.ref}` },
      });
      new CfnAutoScalingGroup(stack, 'Group', {
        minSize: '1',
        maxSize: '1',
        launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      });
    },
    'a query of another log by its name': query(() => ['/other']),
    'a filter on another log': filter((logs) => new CfnLogGroup(logs.stack, 'Other').ref),
    'a graph of metrics': dashboard('metric'),
  },
  notApplicable: {
    'a log group alone': (stack) => {
      new CfnLogGroup(stack, 'Logs');
    },
    'a function without a log group': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
  },
  token: filter((logs) => {
    const name = new CfnParameter(logs.stack, 'Name').valueAsString;
    new CfnFunction(logs.stack, 'Second', { code: { zipFile: '' }, role: 'arn', loggingConfig: { logGroup: name } });
    return name;
  }),
  override: {
    state: 'failing',
    build: (stack) => {
      query((logs) => [logs.ref])(stack);
      (stack.node.findChild('Query') as CfnQueryDefinition).addPropertyOverride('LogGroupNames', ['/other']);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::Logs::MetricFilter')) {
        properties.LogGroupName = '/other';
      }
    },
  },
};
