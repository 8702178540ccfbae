import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';

/** A budget without a subscriber limits nothing. Budgets of usage or of reservations have another purpose. */
export const budgetWithAlert: Rule = {
  name: 'BudgetWithAlert',
  practice: 'COST01-BP03',
  also: ['COST02-BP05'],
  level: 'error',
  requirement: 'A budget notifies a subscriber when money has been spent and when the forecast exceeds the budget.',
  why:
    'Unexpected spending (a loop of functions, an attack, a forgotten test) is otherwise found on the bill at the ' +
    'end of the month, when the money is spent.',
  fix:
    'In CloudFormation give `AWS::Budgets::Budget` two `NotificationsWithSubscribers`: one with `NotificationType: ' +
    'ACTUAL` and one with `NotificationType: FORECASTED`, each with the alarm topic or an e-mail address as ' +
    'subscriber.',
  docs: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html',
  check: (workload) => {
    const budgets = workload
      .ofType('AWS::Budgets::Budget')
      .filter((budget) => isOf(budget, 'BudgetType', 'COST') !== false);
    // AWS makes no forecast for a single day.
    const forecastable = budgets.filter((budget) => isOf(budget, 'TimeUnit', 'DAILY') !== true);
    return [...alertFindings(workload, budgets, 'ACTUAL'), ...alertFindings(workload, forecastable, 'FORECASTED')];
  },
};

function isOf(budget: Resource, property: string, value: string): Verdict {
  return verdictOf(budget.values(`Budget.${property}`), (given) => given === value);
}

/**
 * One finding for all budgets together, because one of them may notify about spending and another about the forecast.
 */
function alertFindings(workload: Workload, budgets: readonly Resource[], type: string): Finding[] {
  const [first] = budgets;
  if (!first) return [];
  const verdict = anyOf([
    ...budgets.flatMap((budget) => notifications(budget, type)),
    ...actions(workload, budgets, type),
  ]);
  const isCost = anyOf(budgets.map((budget) => isOf(budget, 'BudgetType', 'COST')));
  const state = verdict === false && isCost === undefined ? 'undetermined' : stateOf(verdict);
  return [
    found(
      first,
      state,
      `a notification of type ${type} with a subscriber`,
      verdict === true ? 'there is one' : 'none',
      {
        property: 'Properties.NotificationsWithSubscribers',
        item: type,
      },
    ),
  ];
}

function notifications(budget: Resource, type: string): Verdict[] {
  return budget.values('NotificationsWithSubscribers').flatMap(({ known, value }) => {
    if (!known) return [undefined];
    return (Array.isArray(value) ? value : []).map((_, index) =>
      alerts(budget, `NotificationsWithSubscribers.${index}`, 'Notification.NotificationType', type),
    );
  });
}

/** A budget action also notifies its subscribers. */
function actions(workload: Workload, budgets: readonly Resource[], type: string): Verdict[] {
  return workload
    .anyOfType('AWS::Budgets::BudgetsAction')
    .filter((action) => budgets.some((budget) => workload.references(action).has(budget)))
    .map((action) => alerts(action, '', 'NotificationType', type));
}

function alerts(resource: Resource, path: string, typePath: string, type: string): Verdict {
  const at = (name: string) => resource.values([path, name].filter(Boolean).join('.'));
  const isType = verdictOf(at(typePath), (value) => value === type);
  const hasSubscribers = verdictOf(at('Subscribers'), (value) => Array.isArray(value) && value.length > 0);
  return everyOf([isType, hasSubscribers]);
}
