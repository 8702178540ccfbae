import type { Permissions } from './statements';

/** The permissions of each role in `minimal`. Each line is a permission in every shop. */

const KEY = '<EncryptionKey.Arn>';

const logs = (log: string) => ({ [`<${log}.Arn>`]: 'logs:CreateLogStream logs:PutLogEvents' });

/** Permissions that Lambda needs for network interfaces and traces, which cannot be named before they exist. */
const ANYWHERE = {
  '*':
    'ec2:AssignPrivateIpAddresses ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ' +
    'ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ' +
    'ec2:UnassignPrivateIpAddresses xray:PutTelemetryRecords xray:PutTraceSegments',
};

const businessFunction = (name: string) => ({
  'assumed by': 'lambda.amazonaws.com',
  ...logs(`Commerce${name}Logs`),
  ...ANYWHERE,
});

const ownQueue = (name: string) => ({
  [`<Commerce${name}WorkQueue.Arn>`]:
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
});

const sends = (name: string) => ({ [`<Commerce${name}WorkQueue.Arn>`]: 'sqs:SendMessage' });

/** At the proxy, as the application's user. */
const DATABASE = { 'rds-db:dbuser:<DatabaseProxy.DBProxyArn>/shop': 'rds-db:connect' };

const CACHE = {
  '<CacheUsersApplication.Arn>': 'elasticache:Connect',
  'elasticache:replicationgroup:<CacheReplicationGroup>': 'elasticache:Connect',
};

const TOPICS = {
  '<MessagingOfferTopic>': 'sns:Publish',
  '<MessagingOrderTopic>': 'sns:Publish',
  '<MessagingStockTopic>': 'sns:Publish',
  [`${KEY} if kms:ViaService StringLike sns.*.amazonaws.com*`]: 'kms:Decrypt kms:GenerateDataKey',
};

/** Only functions that mail may decrypt the access tokens of orders. */
const ACCESS = { '<CommerceOrderAccessSecret>': 'secretsmanager:GetSecretValue' };

export const PERMISSIONS: Permissions = {
  CommerceOrderProcessingRole: {
    ...businessFunction('OrderProcessing'),
    ...ownQueue('OrderProcessing'),
    ...DATABASE,
    ...TOPICS,
    ...ACCESS,
    ...sends('Migrations'),
  },
  CommercePaymentVerificationRole: {
    ...businessFunction('PaymentVerification'),
    ...DATABASE,
    ...TOPICS,
    ...sends('Migrations'),
    '<CommercePaymentSecret>': 'secretsmanager:GetSecretValue',
  },
  CommerceShippingNotificationRole: {
    ...businessFunction('ShippingNotification'),
    ...ownQueue('ShippingNotification'),
    ...DATABASE,
    ...TOPICS,
    ...ACCESS,
    ...sends('Migrations'),
  },
  CommerceCustomerNotificationRole: {
    ...businessFunction('CustomerNotification'),
    ...ownQueue('CustomerNotification'),
    ...DATABASE,
    ...ACCESS,
    ...sends('Migrations'),
  },
  CommerceStoreApiRole: {
    ...businessFunction('StoreApi'),
    ...DATABASE,
    ...CACHE,
    ...sends('OrderProcessing'),
    ...sends('Migrations'),
  },
  CommerceScheduledTasksRole: {
    ...businessFunction('ScheduledTasks'),
    ...DATABASE,
    ...CACHE,
    ...TOPICS,
    ...ACCESS,
    ...sends('Migrations'),
  },
  CommerceMigrationsRole: {
    ...businessFunction('Migrations'),
    ...ownQueue('Migrations'),
    '<DatabaseInstance.MasterUserSecret.SecretArn>': 'secretsmanager:GetSecretValue',
    [`${KEY} if kms:ViaService StringEquals secretsmanager.<AWS::Region>.<AWS::URLSuffix>`]: 'kms:Decrypt',
  },
  WebFleetRole: {
    'assumed by': 'ec2.amazonaws.com',
    managed: 'AmazonSSMManagedInstanceCore CloudWatchAgentServerPolicy',
    's3:cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/asset.sh': 's3:GetObject',
    's3:cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/asset.zip': 's3:GetObject',
    '<AWS::StackId>': 'cloudformation:SignalResource',
    '<MonitoringServerErrors.Arn>': 'cloudwatch:DescribeAlarms',
    '<StorageMedia.Arn>/media/*': 's3:DeleteObject s3:GetObject s3:PutObject',
    ...DATABASE,
    ...CACHE,
    ...sends('OrderProcessing'),
    ...sends('Migrations'),
  },
  DatabaseProxyRole: {
    'assumed by': 'rds.amazonaws.com',
    'rds-db:dbuser:<DatabaseInstance.DbiResourceId>/shop': 'rds-db:connect',
  },
  DatabaseMonitoringRole: {
    'assumed by': 'monitoring.rds.amazonaws.com if aws:SourceAccount StringEquals <AWS::AccountId>',
    managed: 'service-role/AmazonRDSEnhancedMonitoringRole',
  },
  NetworkVpcFlowsIAMRole: {
    'assumed by': 'vpc-flow-logs.amazonaws.com',
    '<NetworkFlowLogs.Arn>': 'logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents',
  },
  CustomVpcRestrictDefaultSGCustomResourceProviderRole: {
    'assumed by': 'lambda.amazonaws.com',
    managed: 'service-role/AWSLambdaBasicExecutionRole',
    'ec2:security-group/<NetworkVpc.DefaultSecurityGroup>':
      'ec2:AuthorizeSecurityGroupEgress ec2:AuthorizeSecurityGroupIngress ec2:RevokeSecurityGroupEgress ' +
      'ec2:RevokeSecurityGroupIngress',
  },
};
