import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SCHEDULE_RATE } from '../contract/functions';
import { acknowledge } from '../core/acknowledge';

/** Age at which a call is dropped, because the next call of the schedule does the same work. */
export const MINUTE_SECONDS = 60;

/**
 * The schedule of a function: one rule that calls it every minute. The event contains the time, by which the function
 * decides which tasks are due. These are L1 resources, because the L2's target would include the stack's name in the
 * logical id of the permission.
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
      'The next call follows within a minute and does the same work; an alarm goes off when no call succeeds.',
    );
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: target.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
  }
}
