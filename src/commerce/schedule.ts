import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SCHEDULE_RATE } from '../contract/functions';
import { acknowledge } from '../core/acknowledge';

/** The next call comes by itself, so one that could not be made in its minute is worth nothing. */
export const MINUTE_SECONDS = 60;

/**
 * The clock of a function: one rule, every minute. The event carries the time, by which the function decides what is due.
 * Written out, because the L2's target would put the stack's name into the permission's logical id.
 */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, target: LambdaFunction) {
    super(scope, id);
    const rule = new CfnRule(this, 'Rule', {
      scheduleExpression: SCHEDULE_RATE,
      targets: [
        {
          id: 'Function',
          arn: target.functionArn,
          retryPolicy: { maximumEventAgeInSeconds: MINUTE_SECONDS, maximumRetryAttempts: 0 },
        },
      ],
    });
    acknowledge(
      rule,
      'EventBusDLQ',
      'The next minute calls again and does what this one could not; an alarm tells when none comes through.',
    );
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}
