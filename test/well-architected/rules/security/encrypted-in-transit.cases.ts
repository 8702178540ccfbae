import { CfnParameter } from 'aws-cdk-lib';
import { CfnVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnListener, CfnListenerRule, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnListenerProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import {
  CfnDBCluster,
  CfnDBClusterParameterGroup,
  CfnDBInstance,
  CfnDBParameterGroup,
  CfnDBProxy,
  CfnOptionGroup,
} from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { CfnTopic, CfnTopicInlinePolicy, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { distribution, loadBalancer } from './edge-builds';
import type { Behind } from './edge-builds';
import { encryptedInTransit } from '../../../../src/well-architected/rules/security/encrypted-in-transit';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const FORWARD = { type: 'forward', targetGroupArn: 'arn' };
const REDIRECT = { type: 'redirect', redirectConfig: { protocol: 'HTTPS', statusCode: 'HTTP_301' } };
const MODERN = { acmCertificateArn: 'arn', minimumProtocolVersion: 'TLSv1.2_2021', sslSupportMethod: 'sni-only' };

/** A distribution that is right but for these properties of itself and of its origin. */
const edge =
  (config: Behind['config'] = {}, origin: Partial<CfnDistribution.CustomOriginConfigProperty> = {}): Build =>
  (stack) => {
    distribution(stack, 'www.example.com', {
      config: { viewerCertificate: MODERN, ...config },
      origin: {
        customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'], ...origin },
      },
    });
  };

const behavior = (viewerProtocolPolicy: string) => ({ targetOriginId: 'Shop', viewerProtocolPolicy });
const media = (viewerProtocolPolicy: string) => ({ pathPattern: '/media/*', ...behavior(viewerProtocolPolicy) });

const listener =
  (props: Partial<CfnListenerProps>): Build =>
  (stack) => {
    new CfnListener(stack, 'Listener', {
      loadBalancerArn: 'arn',
      protocol: 'HTTPS',
      defaultActions: [FORWARD],
      ...props,
    });
  };

const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** A bucket with a policy that denies plain text, but for these parts of the statement. */
const bucket =
  (statement: Record<string, unknown> = {}, bucketName?: string): Build =>
  (stack) => {
    const own = new CfnBucket(stack, 'Bucket', { bucketName });
    new CfnBucketPolicy(stack, 'Policy', {
      bucket: bucketName ?? own.ref,
      policyDocument: { Statement: [{ ...DENY, Resource: [own.attrArn, `${own.attrArn}/*`], ...statement }] },
    });
  };

const topic =
  (statement: Record<string, unknown> = {}): Build =>
  (stack) => {
    const own = new CfnTopic(stack, 'Topic');
    new CfnTopicPolicy(stack, 'Policy', {
      topics: [own.ref],
      policyDocument: { Statement: [{ ...DENY, Action: 'sns:Publish', Resource: own.ref, ...statement }] },
    });
  };

const queue =
  (statement: Record<string, unknown> = {}): Build =>
  (stack) => {
    const own = new CfnQueue(stack, 'Queue');
    new CfnQueuePolicy(stack, 'Policy', {
      queues: [own.ref],
      policyDocument: { Statement: [{ ...DENY, Action: 'sqs:*', Resource: own.attrArn, ...statement }] },
    });
  };

const database =
  (engine: string, parameters?: Record<string, string>, props: CfnDBInstanceProps = {}): Build =>
  (stack) => {
    const group =
      parameters &&
      new CfnDBParameterGroup(stack, 'Parameters', { description: 'parameters', family: engine, parameters });
    new CfnDBInstance(stack, 'Database', { engine, dbParameterGroupName: group?.ref, ...props });
  };

const cluster =
  (engine: string, parameters: Record<string, string>): Build =>
  (stack) => {
    const group = new CfnDBClusterParameterGroup(stack, 'Parameters', {
      description: 'parameters',
      family: engine,
      parameters,
    });
    new CfnDBCluster(stack, 'Cluster', { engine, dbClusterParameterGroupName: group.ref });
  };

const oracle =
  (...options: string[]): Build =>
  (stack) => {
    const group = new CfnOptionGroup(stack, 'Options', {
      engineName: 'oracle-se2',
      majorEngineVersion: '19',
      optionGroupDescription: 'options',
      optionConfigurations: options.map((optionName) => ({ optionName })),
    });
    new CfnDBInstance(stack, 'Database', { engine: 'oracle-se2', optionGroupName: group.ref });
  };

const proxy =
  (requireTls?: boolean): Build =>
  (stack) => {
    new CfnDBProxy(stack, 'Proxy', {
      dbProxyName: 'proxy',
      engineFamily: 'POSTGRESQL',
      roleArn: 'arn',
      vpcSubnetIds: ['a', 'b'],
      requireTls,
    });
  };

const cache =
  (transitEncryptionEnabled?: boolean, transitEncryptionMode?: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled,
      transitEncryptionMode,
    });
  };

const mail =
  (tlsPolicy?: string): Build =>
  (stack) => {
    new CfnConfigurationSet(stack, 'Mail', { deliveryOptions: { tlsPolicy } });
  };

const vpcOrigin =
  (originProtocolPolicy: string): Build =>
  (stack) => {
    new CfnVpcOrigin(stack, 'Origin', { vpcOriginEndpointConfig: { arn: 'arn', name: 'shop', originProtocolPolicy } });
  };

const SECURE_TRANSPORT = ['SecureTransport'];

export const cases: RuleCases = {
  rule: encryptedInTransit,
  compliant: {
    'a distribution': edge(),
    'a distribution with the newest versions': edge({
      viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.3_2025' },
    }),
    'a distribution that redirects': edge({
      defaultCacheBehavior: behavior('redirect-to-https'),
      cacheBehaviors: [media('https-only')],
    }),
    'a VPC origin': vpcOrigin('https-only'),
    'a listener': listener({ sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06' }),
    'a listener with TLS 1.3 alone': listener({ protocol: 'TLS', sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' }),
    'a listener that redirects': listener({ protocol: 'HTTP', defaultActions: [REDIRECT] }),
    'a listener that answers nothing': listener({
      protocol: 'HTTP',
      defaultActions: [{ type: 'fixed-response', fixedResponseConfig: { statusCode: '403' } }],
    }),
    'a bucket': bucket(),
    'a bucket by its name': bucket({}, 'media'),
    'a bucket, for all that AWS knows': bucket({
      Principal: { AWS: ['*'] },
      Action: ['s3:Get*', 's3:Put*'],
      Resource: '*',
    }),
    'a topic': topic(),
    'a topic with a policy of its own': (stack) => {
      const own = new CfnTopic(stack, 'Topic');
      new CfnTopicInlinePolicy(stack, 'Policy', {
        topicArn: own.ref,
        policyDocument: { Statement: [{ ...DENY, Action: 'sns:Publish', Resource: own.ref }] },
      });
    },
    'a topic with a key': (stack) => {
      new CfnTopic(stack, 'Topic', { kmsMasterKeyId: new CfnKey(stack, 'Key', { keyPolicy: {} }).ref });
    },
    'a queue': queue(),
    'a queue with a key': (stack) => {
      new CfnQueue(stack, 'Queue', { kmsMasterKeyId: 'alias/aws/sqs' });
    },
    PostgreSQL: database('postgres', { 'rds.force_ssl': '1' }),
    'PostgreSQL by default': database('postgres', undefined, { engineVersion: '17.4' }),
    'PostgreSQL by default, with other parameters': database(
      'postgres',
      { log_statement: 'ddl' },
      { engineVersion: '16' },
    ),
    'SQL Server': database('sqlserver-se', { 'rds.force_ssl': '1' }),
    MySQL: database('mysql', { require_secure_transport: 'ON' }),
    'MariaDB by default': database('mariadb', undefined, {
      engineVersion: '11.8',
      dbParameterGroupName: 'default.mariadb11.8',
    }),
    Aurora: cluster('aurora-mysql', { require_secure_transport: '1' }),
    'Oracle with a listener for TLS': oracle('SSL'),
    'a proxy': proxy(true),
    'a cache': cache(true),
    'a cache that takes nothing else': cache(true, 'required'),
    mail: mail('REQUIRE'),
  },
  failing: {
    'the certificate of CloudFront': {
      build: edge({ viewerCertificate: { ...MODERN, cloudFrontDefaultCertificate: true } }),
      fails: ['MinimumProtocolVersion'],
    },
    'no certificate': { build: edge({ viewerCertificate: undefined }), fails: ['MinimumProtocolVersion'] },
    'an outdated version for visitors': {
      levels: ['error'],
      build: edge({ viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.1_2016' } }),
      fails: ['MinimumProtocolVersion'],
    },
    'dated ciphers for visitors': {
      levels: ['warning'],
      build: edge({ viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.2_2019' } }),
      fails: ['MinimumProtocolVersion'],
    },
    'plain text for visitors': {
      build: edge({ defaultCacheBehavior: behavior('allow-all') }),
      fails: ['ViewerProtocolPolicy'],
    },
    'plain text on one path': {
      build: edge({ cacheBehaviors: [media('allow-all')] }),
      fails: ['ViewerProtocolPolicy:/media/*'],
    },
    'plain text behind CloudFront': {
      levels: ['error'],
      build: edge({}, { originProtocolPolicy: 'http-only' }),
      fails: ['OriginProtocolPolicy:www.example.com'],
    },
    'whatever visitors speak behind CloudFront': {
      levels: ['warning'],
      build: edge({}, { originProtocolPolicy: 'match-viewer' }),
      fails: ['OriginProtocolPolicy:www.example.com'],
    },
    'plain text to a load balancer': {
      build: (stack) => {
        distribution(stack, loadBalancer(stack, []).attrDnsName, {
          config: { viewerCertificate: MODERN },
          origin: { customOriginConfig: { originProtocolPolicy: 'http-only' } },
        });
      },
      fails: ['OriginProtocolPolicy:Balancer'],
    },
    'an outdated version behind CloudFront': {
      build: edge({}, { originSslProtocols: ['TLSv1', 'TLSv1.2'] }),
      fails: ['OriginSSLProtocols:www.example.com'],
    },
    'nothing about versions behind CloudFront': {
      build: edge({}, { originSslProtocols: undefined }),
      fails: ['OriginSSLProtocols:www.example.com'],
    },
    'a VPC origin in plain text': {
      levels: ['warning'],
      build: vpcOrigin('http-only'),
      fails: ['Properties.VpcOriginEndpointConfig.OriginProtocolPolicy'],
    },
    'a listener in plain text': { build: listener({ protocol: 'HTTP' }), fails: ['Redirect'] },
    'a listener that redirects to plain text': {
      build: listener({
        protocol: 'HTTP',
        defaultActions: [{ type: 'redirect', redirectConfig: { host: 'www.example.com', statusCode: 'HTTP_301' } }],
      }),
      fails: ['Redirect'],
    },
    'a rule in plain text': {
      build: (stack) => {
        const own = new CfnListener(stack, 'Listener', {
          loadBalancerArn: 'arn',
          protocol: 'HTTP',
          defaultActions: [REDIRECT],
        });
        new CfnListenerRule(stack, 'Rule', { listenerArn: own.ref, priority: 1, actions: [FORWARD], conditions: [] });
      },
      fails: ['Redirect'],
    },
    'an internal listener in plain text': {
      levels: ['warning'],
      build: (stack) => {
        listener({
          protocol: 'HTTP',
          loadBalancerArn: new CfnLoadBalancer(stack, 'Internal', { scheme: 'internal' }).ref,
        })(stack);
      },
      fails: ['Redirect'],
    },
    'a listener that says nothing about versions': { build: listener({}), fails: ['SslPolicy'] },
    'a listener with an outdated version': {
      levels: ['error'],
      build: listener({ sslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' }),
      fails: ['SslPolicy'],
    },
    'a listener without TLS 1.3': {
      levels: ['warning'],
      build: listener({ sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01' }),
      fails: ['SslPolicy'],
    },
    'a bucket without a policy': {
      build: (stack) => {
        new CfnBucket(stack, 'Bucket');
      },
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies to some': {
      build: bucket({ Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies reading only': { build: bucket({ Action: 's3:GetObject' }), fails: SECURE_TRANSPORT },
    'a bucket that denies what is no action': { build: bucket({ Action: 's3:[(*' }), fails: SECURE_TRANSPORT },
    'a bucket that denies what is encrypted': {
      build: bucket({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies from elsewhere only': {
      build: bucket({ Condition: { ...DENY.Condition, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that allows': { build: bucket({ Effect: 'Allow' }), fails: SECURE_TRANSPORT },
    'a bucket that denies for itself and not what is in it': {
      build: bucket({ Resource: ['arn:aws:s3:::bucket'] }),
      fails: SECURE_TRANSPORT,
    },
    'a topic that denies something else': { build: topic({ Action: 'sns:Subscribe' }), fails: SECURE_TRANSPORT },
    'a queue that denies for another': {
      build: (stack) => {
        queue({ Resource: new CfnTopic(stack, 'Other', { kmsMasterKeyId: 'key' }).ref })(stack);
      },
      fails: SECURE_TRANSPORT,
    },
    'a queue without a policy': {
      build: (stack) => {
        new CfnQueue(stack, 'Queue');
      },
      fails: SECURE_TRANSPORT,
    },
    'PostgreSQL that takes plain text': {
      build: database('postgres', { 'rds.force_ssl': '0' }, { engineVersion: '17' }),
      fails: ['rds.force_ssl'],
    },
    'an old PostgreSQL by default': {
      build: database('postgres', undefined, { engineVersion: '14.12' }),
      fails: ['rds.force_ssl'],
    },
    'MySQL by default': { build: database('mysql'), fails: ['require_secure_transport'] },
    'MySQL with other parameters': {
      build: database('mysql', { slow_query_log: '1' }),
      fails: ['require_secure_transport'],
    },
    'Aurora that takes plain text': {
      build: cluster('aurora-postgresql', { 'rds.force_ssl': '0' }),
      fails: ['rds.force_ssl'],
    },
    'Oracle without a listener for TLS': { levels: ['warning'], build: oracle('STATSPACK'), fails: ['SSL'] },
    'a proxy that takes plain text': { build: proxy(false), fails: ['Properties.RequireTLS'] },
    'a proxy that says nothing': proxy(),
    'a cache in plain text': { build: cache(false), fails: ['TransitEncryptionEnabled'] },
    'a cache that says nothing': { build: cache(), fails: ['TransitEncryptionEnabled'] },
    'a cache that takes both': {
      levels: ['warning'],
      build: cache(true, 'preferred'),
      fails: ['TransitEncryptionMode'],
    },
    'mail that may go in plain text': {
      levels: ['warning'],
      build: mail('OPTIONAL'),
      fails: ['Properties.DeliveryOptions.TlsPolicy'],
    },
    'mail that says nothing': mail(),
  },
  notApplicable: {
    'a key': (stack) => {
      new CfnKey(stack, 'Key', { keyPolicy: {} });
    },
    'a website in a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket', { websiteConfiguration: { indexDocument: 'index.html' } });
    },
    'a listener of another protocol': listener({ protocol: 'TCP' }),
    'a member of a cluster': database('aurora-mysql', undefined, { dbClusterIdentifier: 'cluster' }),
    'a database of an engine that is not known': database('db2-se'),
    'a member of a global datastore': (stack) => {
      new CfnReplicationGroup(stack, 'Cache', {
        replicationGroupDescription: 'cache',
        globalReplicationGroupId: 'global',
      });
    },
  },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    edge(
      {
        viewerCertificate: { ...MODERN, minimumProtocolVersion: given('Version') },
        defaultCacheBehavior: behavior(given('Viewer')),
      },
      {
        originProtocolPolicy: given('Origin'),
      },
    )(stack);
    listener({ protocol: given('Protocol') })(stack);
    new CfnListener(stack, 'Acting', {
      loadBalancerArn: 'arn',
      protocol: 'HTTP',
      defaultActions: [{ type: given('ActionType') }],
    });
    new CfnListener(stack, 'Secure', {
      loadBalancerArn: 'arn',
      protocol: 'HTTPS',
      sslPolicy: given('Ssl'),
      defaultActions: [FORWARD],
    });
    bucket({ Action: given('Action') })(stack);
    new CfnDBInstance(stack, 'Unversioned', { engine: 'postgres' });
    new CfnDBInstance(stack, 'Elsewhere', { engine: 'mysql', dbParameterGroupName: 'group-of-somebody' });
    new CfnDBInstance(stack, 'Oracle', { engine: 'oracle-ee', optionGroupName: 'group-of-somebody' });
    new CfnTopic(stack, 'Topic', { kmsMasterKeyId: given('Key') });
    const conditional = new CfnBucket(stack, 'Conditional');
    new CfnBucketPolicy(stack, 'Either', {
      bucket: conditional.ref,
      policyDocument: { Statement: [{ 'Fn::If': ['Some', { ...DENY, Resource: '*' }, { Ref: 'AWS::NoValue' }] }] },
    });
    const documented = new CfnQueue(stack, 'Queue');
    new CfnQueuePolicy(stack, 'Documented', { queues: [documented.ref], policyDocument: {} }).addPropertyOverride(
      'PolicyDocument',
      { 'Fn::FindInMap': ['A', 'B', 'C'] },
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution(stack, 'www.example.com', { config: { viewerCertificate: MODERN } }).addPropertyOverride(
        'DistributionConfig.Origins.0.CustomOriginConfig.OriginProtocolPolicy',
        'http-only',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::SES::ConfigurationSet')) {
        properties.DeliveryOptions.TlsPolicy = 'OPTIONAL';
      }
    },
  },
  oracles: [
    {
      name: 'CloudFrontDistributionHttpsViewerNoOutdatedSSL',
      rule: rules.cloudfront.CloudFrontDistributionHttpsViewerNoOutdatedSSL,
      about: [
        'a distribution',
        'a distribution with the newest versions',
        'the certificate of CloudFront',
        'no certificate',
        'an outdated version for visitors',
        'dated ciphers for visitors',
      ],
      disagreements: {
        'an outdated version for visitors': 'it takes TLS 1.1, which browsers gave up in 2020',
        'dated ciphers for visitors':
          'it does not look at ciphers, some of which keep no secrets once the key is stolen',
      },
    },
    {
      name: 'CloudFrontDistributionNoOutdatedSSL',
      rule: rules.cloudfront.CloudFrontDistributionNoOutdatedSSL,
      about: [
        'a distribution',
        'plain text behind CloudFront',
        'whatever visitors speak behind CloudFront',
        'plain text to a load balancer',
        'an outdated version behind CloudFront',
        'nothing about versions behind CloudFront',
      ],
    },
    {
      name: 'ALBHttpToHttpsRedirection',
      rule: rules.elb.ALBHttpToHttpsRedirection,
      about: [
        'a listener',
        'a listener that redirects',
        'a listener in plain text',
        'an internal listener in plain text',
        'a listener that redirects to plain text',
        'a listener that answers nothing',
        'a rule in plain text',
      ],
      disagreements: {
        'a listener that answers nothing': 'an answer that refuses carries nothing that is worth reading',
        'a rule in plain text': 'it looks at the default only, and a rule beside it serves in plain text',
      },
    },
    {
      name: 'S3BucketSSLRequestsOnly',
      rule: rules.s3.S3BucketSSLRequestsOnly,
      about: [
        'a bucket',
        'a bucket by its name',
        'a bucket, for all that AWS knows',
        'a bucket without a policy',
        'a bucket that denies to some',
        'a bucket that denies reading only',
        'a bucket that denies what is encrypted',
        'a bucket that denies from elsewhere only',
        'a bucket that allows',
      ],
      disagreements: {
        'a bucket by its name': 'it looks for the name in the ARNs, which refer to the bucket itself',
        'a bucket, for all that AWS knows': 'reading and writing are named by their prefixes, and `*` is every object',
        'a bucket that denies from elsewhere only':
          'it does not read the condition to its end: from inside plain text is taken',
      },
    },
    {
      name: 'SNSTopicSSLPublishOnly',
      rule: rules.sns.SNSTopicSSLPublishOnly,
      about: [
        'a topic',
        'a topic with a policy of its own',
        'a topic with a key',
        'a topic that denies something else',
      ],
      disagreements: { 'a topic with a policy of its own': 'it does not know the newer type of policy' },
    },
    {
      name: 'SQSQueueSSLRequestsOnly',
      rule: rules.sqs.SQSQueueSSLRequestsOnly,
      about: ['a queue', 'a queue with a key', 'a queue without a policy', 'a queue that denies for another'],
      disagreements: {
        'a queue with a key': 'SQS takes no plain text for a queue with a key, as SNS does for topics',
        'a queue that denies for another': 'it does not read which resource the statement is about',
      },
    },
    {
      name: 'ElastiCacheRedisClusterEncryption',
      rule: rules.elasticache.ElastiCacheRedisClusterEncryption,
      about: ['a cache', 'a cache in plain text', 'a cache that says nothing', 'a cache that takes both'],
      disagreements: { 'a cache that takes both': 'it does not know the mode of a migration, which is meant to end' },
    },
  ],
};
