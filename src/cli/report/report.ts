import { existsSync, readFileSync, writeFileSync } from 'fs';
import { basename, join, relative } from 'path';
import { parseArgs } from 'util';
import { LEVELS } from '../../well-architected/framework/level';
import type { Level } from '../../well-architected/framework/level';
import { compare } from '../../well-architected/report/baseline';
import { overview } from '../../well-architected/report/formats/overview';
import type { Evidence, Report } from '../../well-architected/report/model';
import { REPORT_SCHEMA } from '../../well-architected/report/model';
import { RENDERERS } from '../../well-architected/report/renderers';
import { ReportFormat } from '../../well-architected/report/report-format';
import { attentionOf } from '../../well-architected/report/view';
import { REPORT_FOLDER } from '../../well-architected/report/write';
import { ExitCode } from '../exit-code';
import { Refusal } from '../refusal';
import type { Terminal } from '../terminal';

const NEVER = 'never';

/** Formats by their names on the command line: `html` for `report.html`, `lens` for `lens.json`. */
const FORMATS: ReadonlyMap<string, ReportFormat> = new Map(
  Object.values(ReportFormat).map((format) => [nameOf(format), format]),
);

function nameOf(format: ReportFormat): string {
  const [stem, ending] = basename(format).split('.');
  return stem === 'report' ? ending.replace('md', 'markdown') : stem;
}

const HELP = `Usage: cdk-ecommerce-architecture report [cdk.out] [options]

Reads the Well-Architected report of an assembly, without synthesizing, and prints the status of each pillar.

  --fail-on LEVEL   exit with 1 when a finding of this level or worse fails:
                    ${LEVELS.join(', ')} or ${NEVER} (default: error);
                    undetermined findings count as warnings
  --format FORM     print one format of the report instead:
                    ${[...FORMATS.keys()].join(', ')}
  --output FILE     write to this file instead of the terminal
  --baseline FILE   an older report.json: only findings that are new since then count for --fail-on
  --help            print this text

Exit code: 0 when no finding counts, 1 when one does, 2 when the arguments or the files are invalid.
`;

interface Call {
  readonly assembly: string;
  readonly failOn: string;
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly baseline?: string;
}

/**
 * Runs the command `report`. Returns the exit code.
 *
 * @param terminal - receives the report and, as errors, the findings that count
 */
export function report(args: readonly string[], terminal: Terminal): ExitCode {
  const call = parse(args);
  if (call) return answer(call, terminal);
  terminal.out(HELP);
  return ExitCode.OK;
}

function answer(call: Call, terminal: Terminal): ExitCode {
  const now = read(
    join(call.assembly, REPORT_FOLDER, ReportFormat.JSON),
    'synthesize the app first, with WellArchitected.enforce() or .warn()',
  );
  const then =
    call.baseline === undefined ? undefined : read(call.baseline, 'give the report.json of an earlier synth');
  const counted = countedIn(now, then, call.failOn);
  write(call, call.format === undefined ? summary(now, then, call) : render(now, call.format), terminal);
  if (counted.length === 0) return ExitCode.OK;
  const findings = `${then ? 'new ' : ''}finding${counted.length === 1 ? '' : 's'}`;
  const lines = counted.map(lineOf).join('\n');
  terminal.err(`${lines}\n\n${counted.length} ${findings} of level ${call.failOn} or worse.\n`);
  return ExitCode.FAILED;
}

function lineOf({ level, status, id, path, actual, expected }: Evidence): string {
  const label = status === 'failing' ? level : status;
  return `${label} ${id}\n    at ${path}: got ${actual}, expected ${expected}`;
}

function parse(args: readonly string[]): Call | undefined {
  const { values, positionals } = options(args);
  if (values.help) return undefined;
  const failOn = values['fail-on'];
  if (![...LEVELS, NEVER].includes(failOn)) {
    throw new Refusal(`--fail-on must be ${LEVELS.join(', ')} or ${NEVER}, got ${failOn}`);
  }
  if (positionals.length > 1) throw new Refusal(`give one assembly, got ${positionals.join(' and ')}`);
  const format = values.format === undefined ? undefined : FORMATS.get(values.format);
  if (values.format !== undefined && !format) {
    throw new Refusal(`--format must be ${[...FORMATS.keys()].join(', ')}, got ${values.format}`);
  }
  return { assembly: positionals[0] ?? 'cdk.out', failOn, format, output: values.output, baseline: values.baseline };
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'fail-on': { type: 'string', default: 'error' },
        format: { type: 'string' },
        output: { type: 'string' },
        baseline: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}

function read(file: string, fix: string): Report {
  if (!existsSync(file)) throw new Refusal(`there is no ${file}: ${fix}`);
  const text = readFileSync(file, 'utf8');
  let found: Partial<Report>;
  try {
    found = JSON.parse(text) as Partial<Report>;
  } catch (error) {
    throw new Refusal(`${file} is no JSON: ${(error as Error).message}`);
  }
  const major = (schema: unknown) => String(schema).split('.')[0];
  if (major(found.schema) !== major(REPORT_SCHEMA)) {
    const schema = `schema ${String(found.schema)}, and this version reads ${REPORT_SCHEMA}`;
    throw new Refusal(`${file} has ${schema}: use the version of the package that wrote it`);
  }
  return found as Report;
}

/** Returns the findings of the level or worse. With a baseline, only those that it does not list. */
function countedIn(now: Report, then: Report | undefined, failOn: string): Evidence[] {
  const worst = LEVELS.slice(0, LEVELS.indexOf(failOn as Level) + 1);
  const all = attentionOf(now)
    .map(({ evidence }) => evidence)
    .filter(({ status, level }) => status !== 'acknowledged' && worst.includes(level));
  if (!then) return all;
  const fresh = new Set(compare(then, now).added.map(({ id, path }) => `${id} ${path}`));
  return all.filter(({ id, path }) => fresh.has(`${id} ${path}`));
}

function render(now: Report, format: ReportFormat): string {
  return RENDERERS[format](now);
}

function summary(now: Report, then: Report | undefined, { assembly }: Call): string {
  const html = join(assembly, REPORT_FOLDER, ReportFormat.HTML);
  const lines = [overview(now)];
  if (then) {
    const { added, fixed, unchanged } = compare(then, now);
    lines.push(`Since the baseline: ${added.length} new, ${fixed.length} fixed, ${unchanged.length} as before.\n`);
  }
  if (now.problems.length > 0) {
    const problems = now.problems.map(({ id, at, message }) => `  ${id} at ${at}: ${message}`);
    lines.push(`Acknowledgements without effect:\n${problems.join('\n')}\n`);
  }
  if (existsSync(html)) lines.push(`The report: ${relative(process.cwd(), html)}\n`);
  return lines.join('\n');
}

function write({ output }: Call, text: string, terminal: Terminal): void {
  if (output === undefined) terminal.out(text);
  else writeFileSync(output, text);
}
