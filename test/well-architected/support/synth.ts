import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import type { StageSynthesisOptions } from 'aws-cdk-lib';
import type { Evidence, Report } from '../../../src/well-architected/report/model';

interface ReportedConstruct {
  readonly constructPath: string;
}

export interface Reported {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix?: string;
  readonly violatingConstructs: readonly ReportedConstruct[];
}

interface PluginReport {
  readonly pluginName: string;
  readonly conclusion: string;
  readonly metadata?: Record<string, string>;
  readonly violations: readonly Reported[];
  readonly suppressedViolations?: readonly (Reported & { readonly acknowledgedId: string; readonly reason: string })[];
}

/** Results of a synth. */
export interface Outcome {
  readonly directory: string;

  /** Reports of our plugins in the report of CDK; none where there is no finding. */
  readonly plugins: readonly PluginReport[];
  readonly success: boolean;
  readonly violations: readonly Reported[];
  readonly suppressed: NonNullable<PluginReport['suppressedViolations']>;

  /** Report of this package, if it was written. */
  readonly report?: Report;
  readonly evidence: readonly Evidence[];
}

/** Creates an app whose findings do not stop the synth, so that a test can read them. */
export const newApp = (context: Record<string, unknown> = {}) =>
  new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false, ...context } });

export function synth(app: App, options?: StageSynthesisOptions): Outcome {
  const { directory } = app.synth(options);
  const { pluginReports } = read<{ pluginReports: PluginReport[] }>(join(directory, 'validation-report.json')) ?? {
    pluginReports: [],
  };
  const plugins = pluginReports.filter(({ pluginName }) => pluginName === 'WellArchitected');
  const report = read<Report>(join(directory, 'well-architected', 'report.json'));
  return {
    directory,
    plugins,
    report,
    success: plugins.every(({ conclusion }) => conclusion === 'success'),
    violations: plugins.flatMap(({ violations }) => violations),
    suppressed: plugins.flatMap(({ suppressedViolations = [] }) => suppressedViolations),
    evidence: report === undefined ? [] : evidenceIn(report),
  };
}

export function evidenceIn({ pillars }: Report): Evidence[] {
  const practices = pillars.flatMap(({ questions }) => questions).flatMap(({ bestPractices }) => bestPractices);
  return practices.flatMap(({ rules }) => rules).flatMap(({ evidence }) => evidence);
}

function read<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Returns the construct paths at which a rule is reported. */
export function pathsOf({ violations }: Outcome, id: string): string[] {
  const constructs = violations
    .filter(({ ruleName }) => ruleName === id)
    .flatMap(({ violatingConstructs }) => violatingConstructs);
  return constructs.map(({ constructPath }) => constructPath).sort();
}
