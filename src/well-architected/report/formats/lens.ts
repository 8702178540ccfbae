import { LENS } from './lens-limits';
import type { Choice, Lens, LensQuestion, RiskRule } from './lens-limits';
import { PILLARS, practiceOf, practicePage } from '../../framework/best-practices';
import type { PillarDefinition, Question } from '../../framework/practice';
import { ruleId } from '../../rules/support/rule';
import type { Rule } from '../../rules/support/rule';
import { oneLine, shortened } from '../view';

/**
 * Renders the rules as a custom lens of the AWS Well-Architected Tool: a question for each question of the framework
 * that has rules, and a choice for each rule.
 */
export function lens(rules: readonly Rule[]): string {
  const whole: Lens = {
    schemaVersion: LENS.schemaVersion,
    name: 'E-commerce architecture: what templates show',
    description:
      'Rules of cdk-ecommerce-architecture, which check synthesized CloudFormation templates before they are ' +
      'deployed, under the questions of the AWS Well-Architected Framework. A rule shows a part of a best practice: ' +
      'the rest of the framework needs people and processes.',
    pillars: PILLARS.map((pillar) => ({
      id: pillar.lensId,
      name: pillar.name,
      questions: questionsOf(pillar, rules),
    })).filter(({ questions }) => questions.length > 0),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/** Returns the id of a rule's choice. Ids hold only letters, digits and underscores. */
export function choiceId(rule: string): string {
  return rule.replace(/\W/g, '_');
}

/** Returns the id of the choice that says that no other choice of a question holds. */
export function noneOf(question: string): string {
  return `${question}_no`;
}

function questionsOf({ questions }: PillarDefinition, rules: readonly Rule[]): LensQuestion[] {
  return questions.flatMap((question) => {
    const own = rules.filter(({ practice }) => question.bestPractices.some(({ id }) => id === practice));
    return own.length === 0 ? [] : [questionWith(question, own)];
  });
}

function questionWith({ id, title }: Question, rules: readonly Rule[]): LensQuestion {
  return {
    id,
    title: cut(title, LENS.title),
    description: cut(`${id} ${title}`, LENS.text),
    choices: [...rules.map(choice), { id: noneOf(id), title: 'None of these' }],
    riskRules: riskRules(rules),
  };
}

function choice(rule: Rule): Choice {
  const practice = practiceOf(rule.practice);
  return {
    id: choiceId(ruleId(rule)),
    title: cut(rule.requirement, LENS.title),
    helpfulResource: {
      displayText: cut(`${practice.id} ${practice.title}. ${rule.requirement}`, LENS.text),
      url: practicePage(practice),
    },
    improvementPlan: { displayText: cut(`${rule.fix} ${rule.why}`, LENS.text), url: rule.docs },
  };
}

/**
 * Returns the risk rules: no risk when every rule holds, a medium one when the rules of the levels fatal and error
 * hold, a high one otherwise.
 */
function riskRules(rules: readonly Rule[]): RiskRule[] {
  const grave = rules.filter(({ level }) => level === 'fatal' || level === 'error');
  const all: RiskRule = { condition: allOf(rules), risk: 'NO_RISK' };
  if (grave.length === 0) return [all, { condition: 'default', risk: 'MEDIUM_RISK' }];
  const medium: RiskRule[] = grave.length === rules.length ? [] : [{ condition: allOf(grave), risk: 'MEDIUM_RISK' }];
  return [all, ...medium, { condition: 'default', risk: 'HIGH_RISK' }];
}

function allOf(rules: readonly Rule[]): string {
  return rules.map((rule) => choiceId(ruleId(rule))).join(' && ');
}

function cut(text: string, most: number): string {
  return shortened(oneLine(text), most);
}
