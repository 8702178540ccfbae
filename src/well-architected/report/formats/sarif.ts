import { createHash } from 'crypto';
import type { Acknowledged, Evidence, Report, RuleReport } from '../model';
import { locationsOf, physicalLocation } from './sarif-locations';
import { pillarOf } from '../../framework/best-practices';
import type { Level } from '../../framework/level';
import type { PillarId } from '../../framework/practice';
import { practicesOf } from '../view';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture';

const LEVELS: Readonly<Record<Level, 'error' | 'warning' | 'note'>> = {
  fatal: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
};

// Scores of CVSS, by which code scanning sorts security findings: critical, high, medium, low.
const SECURITY_SEVERITY: Readonly<Record<Level, string>> = { fatal: '9.5', error: '8.0', warning: '5.0', info: '2.0' };

interface RuleOfReport {
  readonly rule: RuleReport;
  readonly practices: readonly string[];
  readonly pillar: string;
}

/**
 * Renders the report for code scanning, in SARIF 2.1.0: failing and undetermined findings, and acknowledged ones as
 * suppressed.
 */
export function sarif(report: Report): string {
  const rules = rulesOf(report);
  const [name = '', version] = report.generatedBy.split(/@(?=[^@]*$)/);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, semanticVersion: version, informationUri: HOME, rules: rules.map(descriptor) } },
        automationDetails: { id: 'well-architected/' },
        columnKind: 'utf16CodeUnits',
        results: rules.flatMap(({ rule }, index) =>
          rule.evidence.filter(({ status }) => status !== 'compliant').map((one) => result(rule, index, one)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Returns each rule once, with all its best practices. */
function rulesOf(report: Report): RuleOfReport[] {
  const practices = practicesOf(report);
  const pillars = new Map<PillarId, string>(report.pillars.map(({ id, name }) => [id, name]));
  return practices.flatMap(({ id, rules }) =>
    rules
      .filter(({ evidenceAt }) => evidenceAt === undefined)
      .map((rule) => ({
        rule,
        pillar: pillars.get(pillarOf(id)) ?? '',
        practices: [
          id,
          ...practices
            .filter((other) => other.id !== id && other.rules.some((one) => one.id === rule.id))
            .map((other) => other.id),
        ],
      })),
  );
}

function descriptor({ rule: { id, level, requirement, why, fix, docs }, practices, pillar }: RuleOfReport): object {
  const security = practices.some((practice) => pillarOf(practice) === 'SEC');
  return {
    id,
    name: id.replace(/^.*-/, ''),
    shortDescription: { text: requirement },
    fullDescription: { text: `${requirement} ${why}` },
    help: {
      text: `${why} ${fix} See ${docs}`,
      markdown: `${why}\n\n**How to fix it:** ${fix}\n\n[AWS about the setting](${docs})`,
    },
    helpUri: docs,
    defaultConfiguration: { level: LEVELS[level] },
    properties: {
      tags: ['well-architected', ...(security ? ['security'] : []), pillar, ...practices],
      'problem.severity': LEVELS[level] === 'note' ? 'recommendation' : LEVELS[level],
      ...(security ? { 'security-severity': SECURITY_SEVERITY[level] } : {}),
    },
  };
}

function result({ id, requirement }: RuleReport, ruleIndex: number, evidence: Evidence): object {
  const { property, actual, expected, state, level, acknowledgement } = evidence;
  const unknown = state === 'undetermined';
  const at = property === '' ? '' : ` at ${property}`;
  const values = `${actual}; expected: ${expected}`;
  return {
    ruleId: id,
    ruleIndex,
    // Only a failing result has a level (3.27.10). A value that is unknown before the deployment needs a review.
    kind: unknown ? 'review' : 'fail',
    level: unknown ? 'none' : LEVELS[level],
    message: { text: `${requirement} ${unknown ? 'Unknown before the deployment' : 'Found'}${at}: ${values}.` },
    locations: [locationsOf(evidence)],
    partialFingerprints: { 'wellArchitectedFinding/v1': fingerprint(evidence) },
    suppressions: acknowledgement ? [suppression(acknowledgement)] : [],
    properties: { finding: evidence.id, workload: evidence.workload, stack: evidence.stack, type: evidence.type },
  };
}

/** Returns an id of a finding that stays the same when its source moves or its value changes. */
function fingerprint({ id, path, property }: Evidence): string {
  return createHash('sha256')
    .update(JSON.stringify([id, path, property]))
    .digest('hex');
}

function suppression({ id, reason, at, location, until }: Acknowledged): object {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: reason,
    ...(location === undefined ? {} : { location: { physicalLocation: physicalLocation(location) } }),
    properties: { id, at, ...(until === undefined ? {} : { until }) },
  };
}
