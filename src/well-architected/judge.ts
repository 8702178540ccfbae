import { readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { App, Stage } from 'aws-cdk-lib';
import type { IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgementsIn, Acknowledgements, isBelow } from './engine/acknowledgements';
import { evaluate, rulesFor } from './engine/evaluate';
import type { Subject } from './engine/evaluate';
import { renderOptions } from './render-options';
import { buildReport } from './report/build';
import { ReportFormat } from './report/report-format';
import { REPORT_FOLDER, writeReport } from './report/write';
import { fails, problemViolations, violationsOf } from './violations';
import type { WellArchitectedChecksProps } from './well-architected-options';
import { Assembly } from './workload/assembly';
import { templatesOf } from './workload/from-constructs';
import type { Resource } from './workload/resource';
import { Workload } from './workload/workload';

/** Where CDK notes the stack trace of a construct's making. */
const CREATION = 'aws:cdk:creationStack';

const JUDGE = Symbol.for('cdk-ecommerce-architecture.judge');

/** What is judged together, and how: a shop, or whatever a pack was added for. */
export interface Root extends WellArchitectedChecksProps {
  /** The whole app, but for what other roots have. */
  readonly scopes?: IConstruct[];
}

/** The one that judges an app: however many shops, Stages and packs it has, everything is judged once and told once. */
export class Judge {
  static of(scope: IConstruct): Judge {
    const host = hostOf(scope);
    const known: unknown = Reflect.get(host, JUDGE);
    if (known instanceof Judge) return known;
    const judge = new Judge(host);
    Reflect.defineProperty(host, JUDGE, { value: judge });
    return judge;
  }

  /** Whether a shop has brought the plugin along. */
  attached = false;

  /** The plugin that tells what was found, the first that CDK asks; another is told nothing. */
  private speaker?: object;

  private readonly roots: Root[] = [];

  private constructor(readonly host: IConstruct) {
    // CDK lets no plugin change a file that an earlier synth has left, so the old report goes before the templates are written.
    const forget = () => {
      if (Stage.isStage(host)) rmSync(join(host.outdir, REPORT_FOLDER), { recursive: true, force: true });
      return [];
    };
    forget();
    host.node.addValidation({ validate: forget });
  }

  add(root: Root): void {
    renderOptions(root);
    this.roots.push(root);
  }

  /** Judges what was synthesized, and writes the report beside it. */
  validate(plugin: object, context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.speaker ??= plugin;
    if (plugin !== this.speaker) return { success: true, violations: [] };
    const root = context.appConstruct;
    const acknowledgements = acknowledgementsOf(root);
    const assembly = new Assembly(templatesOf(root, true));
    const subjects = this.subjects(root, assembly);
    const results = subjects.flatMap((subject) => evaluate(subject, acknowledgements));
    const report = buildReport(subjects, results, {
      generatedBy: packageId(),
      evaluationDate: acknowledgements.today,
      acknowledgements,
      creationTrace: creationTraces(root),
    });
    writeReport(report, (root as App).outdir, this.formats());
    const violations = [...violationsOf(results, true), ...problemViolations(report.problems)];
    return { success: !fails(violations), violations };
  }

  /** Judges what stands below a construct now, without a synth and without a report. */
  validateScope(scope: IConstruct, options: Root): PolicyValidationPluginReport {
    const acknowledgements = acknowledgementsOf(scope.node.root);
    const workload = new Workload(pathOf(scope), templatesOf(scope.node.root, false), ({ path }) =>
      isBelow(path, scope.node.path),
    );
    const results = evaluate({ workload, ...judgedBy(options) }, acknowledgements);
    const violations = violationsOf(results, false);
    return { success: !fails(violations), violations };
  }

  /** The roots as they were added; what is in none of them belongs to the one for the whole app, a Stage at a time. */
  private subjects(app: IConstruct, assembly: Assembly): Subject[] {
    const isIn = (scopes: readonly IConstruct[], { path }: Resource) =>
      scopes.some(({ node }) => isBelow(path, node.path));
    const named = this.roots
      .filter(({ scopes }) => scopes)
      .map(({ scopes = [], ...options }) => ({
        workload: new Workload(pathOf(scopes[0]), assembly, (resource) => isIn(scopes, resource)),
        ...judgedBy(options),
      }));
    const rest = [...this.roots].reverse().find(({ scopes }) => !scopes);
    if (!rest) return named;
    const taken = this.roots.flatMap(({ scopes = [] }) => scopes);
    const stages = app.node.findAll().filter((node) => Stage.isStage(node));
    const innermostFirst = [...stages].reverse();
    const stageOf = ({ path }: Resource) => innermostFirst.find(({ node }) => isBelow(path, node.path));
    const others = stages.map((stage) => ({
      workload: new Workload(
        pathOf(stage),
        assembly,
        (resource) => stageOf(resource) === stage && !isIn(taken, resource),
      ),
      ...judgedBy(rest),
    }));
    return [...named, ...others.filter(({ workload }) => workload.resources.length > 0)];
  }

  private formats(): ReadonlySet<ReportFormat> {
    const asked = this.roots.flatMap(({ reportFormats = Object.values(ReportFormat) }) => reportFormats);
    return new Set([ReportFormat.JSON, ...asked]);
  }
}

function judgedBy({ pillars, enforced = true, ...options }: Root): Omit<Subject, 'workload'> {
  const settings = renderOptions(options);
  return { rules: rulesFor(settings, pillars), settings, enforced };
}

/** Plugins run for the app; a Stage that stands alone is the next best. */
function hostOf(scope: IConstruct): IConstruct {
  const root = scope.node.root;
  return App.isApp(root) ? root : (Stage.of(scope) ?? root);
}

/** How a reader calls a construct: the app has no path. */
function pathOf(scope: IConstruct): string {
  return scope.node.path === '' ? '(app)' : scope.node.path;
}

function acknowledgementsOf(root: IConstruct): Acknowledgements {
  return new Acknowledgements(acknowledgementsIn(root), today());
}

/** As https://reproducible-builds.org/specs/source-date-epoch/ has it, so that a build of a commit gives the same report on any day. */
function today(): string {
  const { SOURCE_DATE_EPOCH: seconds = '' } = process.env;
  // Eleven digits reach into the year 5138; what is longer is not a number of seconds.
  const day = /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000) : new Date();
  return day.toISOString().slice(0, '2026-11-23'.length);
}

function packageId(): string {
  const { name, version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `${name}@${version}`;
}

/** Kept by CDK unless stack traces are switched off. */
function creationTraces(root: IConstruct): (resource: Resource) => string[] | undefined {
  const traces = new Map(
    root.node
      .findAll()
      .map(({ node }) => [
        node.path,
        node.metadata.find(({ type }) => type === CREATION)?.data as string[] | undefined,
      ]),
  );
  return ({ path }) => traces.get(path);
}
