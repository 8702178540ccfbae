import { REPORT_SCHEMA } from './model';
import type { Acknowledged, Evidence, PillarReport, PracticeReport, Report, RuleReport, TradeOffReport } from './model';
import { compare } from './order';
import { problemsOf } from './problems';
import { summaryOf, worst } from './summary';
import { locationIn } from '../engine/acknowledgements';
import type { Acknowledgement, Acknowledgements } from '../engine/acknowledgements';
import type { Result, Subject } from '../engine/evaluate';
import { findingId } from '../engine/finding-id';
import { FRAMEWORK, PILLARS, practicePage } from '../framework/best-practices';
import type { PillarDefinition, Practice } from '../framework/practice';
import { CATALOGUE } from '../rules/catalogue';
import { ruleId } from '../rules/support/rule';
import type { Rule } from '../rules/support/rule';
import type { Resource } from '../workload/resource';

/** Information in a report beside the results. */
export interface ReportContext {
  readonly generatedBy: string;
  readonly evaluationDate: string;
  readonly acknowledgements: Acknowledgements;

  /** Returns the stack trace of a resource's creation; undefined where the synth did not keep it. */
  readonly creationTrace: (resource: Resource) => readonly string[] | undefined;
}

/** Evidence of each rule of the catalogue. */
type EvidenceByRule = ReadonlyMap<Rule, readonly Evidence[]>;

/**
 * Builds the report of an app.
 *
 * @param subjects - workloads that were assessed, in the order of the report
 * @param results - results of all subjects, in any order
 */
export function buildReport(subjects: readonly Subject[], results: readonly Result[], context: ReportContext): Report {
  const all = new Map(CATALOGUE.map((rule) => [rule, evidenceOf(rule, results, context)]));
  const pillars = PILLARS.map((pillar) => pillarReport(pillar, all));
  return {
    schema: REPORT_SCHEMA,
    generatedBy: context.generatedBy,
    evaluationDate: context.evaluationDate,
    framework: FRAMEWORK,
    workloads: subjects.map(({ workload, settings, enforced }) => ({
      path: workload.path,
      profile: settings.profile,
      enforced,
      resources: workload.resources.length,
      exempt: workload.exempt.length,
    })),
    summary: summaryOf(pillars),
    pillars,
    tradeOffs: subjects.flatMap((subject) => tradeOffs(subject, results)),
    acknowledgements: registerOf(context.acknowledgements),
    problems: problemsOf(context.acknowledgements, subjects),
  };
}

function evidenceOf(rule: Rule, results: readonly Result[], context: ReportContext): Evidence[] {
  return results
    .filter((result) => result.rule === rule)
    .map((result) => evidence(result, context))
    .sort(
      (one, other) =>
        compare(one.path, other.path) || compare(one.id, other.id) || compare(one.property, other.property),
    );
}

function evidence(
  { subject, rule, finding, status, level, acknowledgement }: Result,
  { creationTrace }: ReportContext,
): Evidence {
  const { resource, property, actual, expected, state } = finding;
  return {
    id: findingId(rule, finding),
    workload: subject.workload.path,
    path: resource.path,
    stack: resource.template.source.path,
    template: resource.template.source.file,
    logicalId: resource.logicalId,
    type: resource.type,
    property,
    actual,
    expected,
    state,
    status,
    level,
    location: locationIn(creationTrace(resource)),
    acknowledgement: acknowledgement && acknowledged(acknowledgement),
  };
}

function acknowledged({ given, reason, at, location, until }: Acknowledgement): Acknowledged {
  return { id: given, reason, at, location, until };
}

function pillarReport(pillar: PillarDefinition, all: EvidenceByRule): PillarReport {
  const questions = pillar.questions.map(({ id, title, bestPractices }) => ({
    id,
    title,
    bestPractices: bestPractices.map((practice) => practiceReport(practice, all)),
  }));
  const report = { id: pillar.id, name: pillar.name, lensId: pillar.lensId, questions };
  return { ...report, summary: summaryOf([report]) };
}

function practiceReport(practice: Practice, all: EvidenceByRule): PracticeReport {
  const own = CATALOGUE.filter((rule) => rule.practice === practice.id).map((rule) => ruleReport(rule, all.get(rule)));
  const shared = CATALOGUE.filter((rule) => rule.also?.includes(practice.id)).map((rule) =>
    ruleReport(rule, all.get(rule), rule.practice),
  );
  const rules = [...own, ...shared];
  return {
    id: practice.id,
    title: practice.title,
    risk: practice.risk,
    url: practicePage(practice),
    status: rules.length === 0 ? 'not-assessable' : worst(rules.map(({ status }) => status)),
    rules,
  };
}

/** Builds the report of a rule. Its evidence is listed only under the practice that the rule belongs to first. */
function ruleReport(rule: Rule, all: readonly Evidence[] = [], evidenceAt?: string): RuleReport {
  const { level, requirement, why, fix, docs } = rule;
  return {
    id: ruleId(rule),
    level,
    requirement,
    why,
    fix,
    docs,
    evidenceAt,
    status: all.length === 0 ? 'not-applicable' : worst(all.map(({ status }) => status)),
    evidence: evidenceAt === undefined ? all : [],
  };
}

/**
 * Returns the trade-offs of a workload. It takes a side when a rule holds and the opposite rule does not hold, or when
 * the rule is for production only.
 */
function tradeOffs(subject: Subject, results: readonly Result[]): TradeOffReport[] {
  const statuses = new Map<string, Result['status'][]>(subject.rules.map((rule) => [ruleId(rule), []]));
  for (const { rule, status } of results.filter((result) => result.subject === subject)) {
    statuses.get(ruleId(rule))?.push(status);
  }
  const holds = (id: string) => statuses.get(id)?.every((status) => status === 'compliant') ?? false;
  const isSeen = (id: string) => (statuses.get(id)?.length ?? 0) > 0;
  return subject.rules.flatMap((rule) => {
    const { tradeOff, productionOnly } = rule;
    const id = ruleId(rule);
    return tradeOff && isSeen(id) && holds(id) && (productionOnly || !holds(tradeOff.against))
      ? [{ workload: subject.workload.path, favoured: id, against: tradeOff.against, reason: tradeOff.reason }]
      : [];
  });
}

function registerOf(acknowledgements: Acknowledgements): Report['acknowledgements'] {
  return acknowledgements.all
    .map((one) => ({ ...acknowledged(one), covers: [...new Set(acknowledgements.covered(one))].sort(compare) }))
    .filter(({ covers }) => covers.length > 0)
    .sort((one, other) => compare(one.id, other.id) || compare(one.at, other.at));
}
