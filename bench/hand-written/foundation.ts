import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';

const RUNBOOK =
  'https://github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture/blob/main/docs/operator-runbook.md';

/** Resources of every tier: the key, the alarm topic and the dashboard. */
export interface Foundation {
  readonly stack: Stack;
  readonly key: kms.Key;
  readonly alarmTopic: sns.Topic;
  readonly dashboard: cloudwatch.Dashboard;
}

/** Properties of an alarm. */
export type AlarmInput = Pick<cloudwatch.AlarmProps, 'metric' | 'threshold'> &
  Partial<cloudwatch.AlarmProps> & { readonly summary: string };

/** Creates the key, the alarm topic and the dashboard. */
export function createFoundation(stack: Stack): Foundation {
  const key = createKey(stack);
  const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard');
  dashboard.addWidgets(
    new cloudwatch.TextWidget({ markdown: `[What to do when an alarm goes off](${RUNBOOK})`, width: 24, height: 1 }),
  );
  return { stack, key, alarmTopic: createAlarmTopic(stack, key), dashboard };
}

/** Adds an alarm that notifies the topic. */
export function addAlarm({ stack, alarmTopic }: Foundation, id: string, { summary, ...props }: AlarmInput): void {
  const alarm = new cloudwatch.Alarm(stack, id, {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: `${summary} Runbook: ${id}`,
    ...props,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopic));
}

/** Creates an encrypted log group with a retention of one year. */
export function createLogGroup({ stack, key }: Foundation, id: string, logGroupName?: string): LogGroup {
  return new LogGroup(stack, id, {
    logGroupName,
    encryptionKey: key,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** Returns a name that is known before the resource exists. */
export function nameOf({ stack }: Foundation, what: string): string {
  return `${stack.stackName}-${what}`.toLowerCase();
}

function createKey(stack: Stack): kms.Key {
  const key = new kms.Key(stack, 'Key', {
    enableKeyRotation: true,
    description: 'Encrypts the data of the shop',
    removalPolicy: RemovalPolicy.RETAIN,
    pendingWindow: Duration.days(30),
  });
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'LogGroupsOfThisAccount',
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*' }) },
      },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AlarmsAndEventsToTopics',
      principals: ['cloudwatch', 'events.rds', 'ses'].map(
        (service) => new iam.ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'ScalingEventsToTopics',
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'aws:PrincipalArn': stack.formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
          }),
        },
      },
    }),
  );
  return key;
}

function createAlarmTopic(stack: Stack, masterKey: kms.Key): sns.Topic {
  const topic = new sns.Topic(stack, 'AlarmTopic', { masterKey, enforceSSL: true });
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AlarmsAndEvents',
      principals: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'].map(
        (service) => new iam.ServicePrincipal(service),
      ),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  return topic;
}
