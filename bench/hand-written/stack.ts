import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createCache } from './cache';
import { createDatabase } from './database';
import { createEdge } from './edge';
import { createFleet } from './fleet';
import { createFoundation } from './foundation';
import { createFunctions } from './functions';
import { watchFunctions } from './functions-alarms';
import { createMessaging } from './messaging';
import { createNetwork } from './network';
import { createBuckets } from './storage';
import { createWeb } from './web';

const TAGGED = [
  'AutoScaling::AutoScalingGroup',
  'CloudFront::Distribution',
  'EC2::NatGateway',
  'ElastiCache::ReplicationGroup',
  'ElasticLoadBalancingV2::LoadBalancer',
  'Lambda::Function',
  'RDS::DBInstance',
  'RDS::DBProxy',
  'S3::Bucket',
  'WAFv2::WebACL',
].map((type) => `AWS::${type}`);

/**
 * The same architecture as a CDK engineer writes it by hand: the same resources with the same settings, with CDK's L2
 * constructs, and L1 constructs where there is no L2. It uses nothing of this library.
 */
export class HandWrittenStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // As in the cdk.json of every new app; without it the L2 uses ACLs for access logs.
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    const foundation = createFoundation(this);
    const vpc = createNetwork(foundation);
    const buckets = createBuckets(foundation);
    const services = {
      database: createDatabase(foundation, vpc),
      cache: createCache(foundation, vpc),
      topics: createMessaging(foundation),
    };
    const functions = createFunctions(foundation, vpc, services);
    watchFunctions(foundation, functions);
    const servers = createFleet(foundation, vpc, services, functions, buckets);
    const web = createWeb(foundation, vpc, servers, functions, buckets);
    const distribution = createEdge(foundation, web, buckets);

    const url = `https://${distribution.distributionDomainName}`;
    new CfnOutput(this, 'Url', { value: url, description: "The shop's address" });
    new CfnOutput(this, 'AlarmTopicArn', {
      value: foundation.alarmTopic.topicArn,
      description: 'Every alarm is sent here: subscribe the people on call',
    });
    new CfnOutput(this, 'PaymentSecretArn', {
      value: functions.paymentSecret.secretArn,
      description: 'The secret that payment events are signed with: enter its value at the payment provider',
    });
    new CfnOutput(this, 'NextSteps', {
      value:
        '1. Open the address in Url. 2. Subscribe to AlarmTopicArn. ' +
        '3. Mail: none is sent yet; give a sender and deploy again. ' +
        '4. Payments are simulated: connect a provider and deploy again before the shop opens.',
      description: 'Next steps after the deployment',
    });
    Tags.of(this).add('Application', 'Shop', { includeResourceTypes: TAGGED });
    Tags.of(this).add('Environment', 'production', { includeResourceTypes: TAGGED });
  }
}
