import { CfnParameter } from 'aws-cdk-lib';
import { CfnBudget, CfnBudgetsAction } from 'aws-cdk-lib/aws-budgets';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { budgetWithAlert } from '../../../../src/well-architected/rules/cost-optimization/budget-with-alert';
import type { Build, RuleCases } from '../../support/cases';

const money = { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: 500, unit: 'USD' } };
const subscribers = [{ subscriptionType: 'EMAIL', address: 'owner@example.com' }];

const alert = (notificationType: string) => ({
  notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 80 },
  subscribers,
});

const budget =
  (notifications?: ReturnType<typeof alert>[], of: Partial<CfnBudget.BudgetDataProperty> = {}, id = 'Budget'): Build =>
  (stack) => {
    new CfnBudget(stack, id, { budget: { ...money, ...of }, notificationsWithSubscribers: notifications });
  };

const action: Build = (stack) => {
  const limited = new CfnBudget(stack, 'Budget', {
    budget: money,
    notificationsWithSubscribers: [alert('FORECASTED')],
  });
  new CfnBudgetsAction(stack, 'Action', {
    budgetName: limited.ref,
    actionType: 'RUN_SSM_DOCUMENTS',
    actionThreshold: { type: 'PERCENTAGE', value: 100 },
    notificationType: 'ACTUAL',
    executionRoleArn: 'arn',
    definition: {},
    subscribers: [{ type: 'EMAIL', address: 'owner@example.com' }],
  });
};

export const cases: RuleCases = {
  rule: budgetWithAlert,
  compliant: {
    'a notification of spending and of the forecast': budget([alert('ACTUAL'), alert('FORECASTED')]),
    'two budgets that share the work': (stack) => {
      budget([alert('ACTUAL')])(stack);
      budget([alert('FORECASTED')], {}, 'Other')(stack);
    },
    'a budget for each day, for which there is no forecast': budget([alert('ACTUAL')], { timeUnit: 'DAILY' }),
    'an action that notifies about spending': action,
    'another budget beside it, with notifications from outside': (stack) => {
      budget([alert('ACTUAL'), alert('FORECASTED')])(stack);
      new CfnBudget(stack, 'Other', { budget: money }).addPropertyOverride('NotificationsWithSubscribers', {
        'Fn::ImportValue': 'notifications',
      });
    },
  },
  failing: {
    'a budget without a subscriber': { build: budget(), fails: ['ACTUAL', 'FORECASTED'] },
    'a notification of spending only': { build: budget([alert('ACTUAL')]), fails: ['FORECASTED'] },
    'a notification of the forecast only': { build: budget([alert('FORECASTED')]), fails: ['ACTUAL'] },
    'a notification without subscribers': {
      build: budget([alert('ACTUAL'), { ...alert('FORECASTED'), subscribers: [] }]),
      fails: ['FORECASTED'],
    },
    'a daily budget without a subscriber': { build: budget([], { timeUnit: 'DAILY' }), fails: ['ACTUAL'] },
  },
  notApplicable: {
    'no budget': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a budget of hours': budget([], { budgetType: 'USAGE' }),
  },
  token: (stack) => {
    const type = new CfnParameter(stack, 'Type').valueAsString;
    budget([alert('ACTUAL')], { budgetType: type })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnBudget(stack, 'Budget', {
        budget: money,
        notificationsWithSubscribers: [alert('ACTUAL'), alert('FORECASTED')],
      }).addPropertyOverride('NotificationsWithSubscribers', []);
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Budget = {
        Type: 'AWS::Budgets::Budget',
        Properties: { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 500, Unit: 'USD' } } },
      };
    },
  },
};
