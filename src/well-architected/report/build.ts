import { locationIn } from '../acknowledgements';
import type { Acknowledgement, Acknowledgements } from '../acknowledgements';
import { FRAMEWORK, PILLARS, practicePage } from '../best-practices';
import type { Pillar, Practice } from '../best-practices';
import { CATALOGUE } from '../catalogue';
import { findingId } from '../evaluation';
import type { Judgement, Verdict } from '../judgement';
import { compare } from '../order';
import { ruleId } from '../rule';
import type { Rule } from '../rule';
import { REPORT_SCHEMA } from './model';
import type {
  Acknowledged,
  Evidence,
  PillarReport,
  PracticeReport,
  ProblemReport,
  Report,
  RuleReport,
  TradeOffReport,
} from './model';
import { summaryOf, worst } from './summary';
import type { Resource } from '../workload/resource';

/** What the report tells beside the judgements. */
export interface ReportContext {
  readonly generatedBy: string;
  readonly evaluationDate: string;
  readonly acknowledgements: Acknowledgements;
  readonly problems: readonly ProblemReport[];

  /** Where the construct of a resource was made, as a stack trace, if the synth kept it. */
  readonly creationTrace: (resource: Resource) => readonly string[] | undefined;
}

interface RuleEvidence {
  readonly rule: Rule;
  readonly evidence: readonly Evidence[];
}

/** The report of an app from what was judged in it. */
export function buildReport(judgements: readonly Judgement[], context: ReportContext): Report {
  const judged = new Map<Rule, RuleEvidence>(
    CATALOGUE.map((rule) => [rule, { rule, evidence: evidenceOf(rule, judgements, context) }]),
  );
  const pillars = PILLARS.map((pillar) => pillarReport(pillar, [...judged.values()]));
  return {
    schema: REPORT_SCHEMA,
    generatedBy: context.generatedBy,
    evaluationDate: context.evaluationDate,
    framework: FRAMEWORK,
    workloads: judgements.map(({ workload, settings, enforced }) => ({
      path: workload.path,
      profile: settings.profile,
      enforced,
      resources: workload.resources.length,
      exempt: workload.exempt.length,
    })),
    summary: summaryOf(pillars),
    pillars,
    tradeOffs: judgements.flatMap(tradeOffs),
    acknowledgements: registerOf(context.acknowledgements),
    problems: context.problems,
  };
}

function evidenceOf(rule: Rule, judgements: readonly Judgement[], context: ReportContext): Evidence[] {
  return judgements
    .flatMap(({ workload, results }) =>
      results
        .filter((result) => result.rule === rule)
        .flatMap(({ verdicts }) => verdicts.map((verdict) => evidence(rule, workload.path, verdict, context))),
    )
    .sort(
      (one, other) =>
        compare(one.path, other.path) || compare(one.id, other.id) || compare(one.property, other.property),
    );
}

function evidence(
  rule: Rule,
  workload: string,
  { finding, status, level, acknowledgement }: Verdict,
  { creationTrace }: ReportContext,
): Evidence {
  const { resource, property, actual, expected, state } = finding;
  return {
    id: findingId(rule, finding),
    workload,
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

function pillarReport(pillar: Pillar, judged: readonly RuleEvidence[]): PillarReport {
  const questions = pillar.questions.map(({ id, title, bestPractices }) => ({
    id,
    title,
    bestPractices: bestPractices.map((practice) => practiceReport(practice, judged)),
  }));
  const report = { id: pillar.id, name: pillar.name, lensId: pillar.lensId, questions };
  return { ...report, summary: summaryOf([report]) };
}

function practiceReport(practice: Practice, judged: readonly RuleEvidence[]): PracticeReport {
  const own = judged.filter(({ rule }) => rule.practice === practice.id).map((one) => ruleReport(one));
  const shared = judged
    .filter(({ rule }) => rule.also?.includes(practice.id))
    .map((one) => ruleReport(one, one.rule.practice));
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

/** The evidence stands once, under the rule's own practice. */
function ruleReport({ rule, evidence: all }: RuleEvidence, evidenceAt?: string): RuleReport {
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

/** A side is taken where a rule holds and its opposite does not, or is not even asked for: what production needs, others may do without. */
function tradeOffs({ workload, results }: Judgement): TradeOffReport[] {
  const verdictsOf = new Map(results.map(({ rule, verdicts }) => [ruleId(rule), verdicts.map(({ status }) => status)]));
  const holds = (id: string) => verdictsOf.get(id)?.every((status) => status === 'compliant') ?? false;
  return results.flatMap(({ rule: { tradeOff, productionOnly }, rule, verdicts }) =>
    tradeOff && verdicts.length > 0 && holds(ruleId(rule)) && (productionOnly || !holds(tradeOff.against))
      ? [{ workload: workload.path, favoured: ruleId(rule), against: tradeOff.against, reason: tradeOff.reason }]
      : [],
  );
}

function registerOf(acknowledgements: Acknowledgements): Report['acknowledgements'] {
  return acknowledgements.all
    .map((one) => ({ ...acknowledged(one), covers: [...new Set(acknowledgements.covered(one))].sort(compare) }))
    .filter(({ covers }) => covers.length > 0)
    .sort((one, other) => compare(one.id, other.id) || compare(one.at, other.at));
}
