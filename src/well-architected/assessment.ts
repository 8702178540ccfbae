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

/** Metadata type under which CDK records the stack trace of a construct's creation. */
const CREATION = 'aws:cdk:creationStack';

const ASSESSMENT = Symbol.for('cdk-ecommerce-architecture.assessment');

/** Part of an app that is assessed with one set of options: a shop, or the scopes of a pack. */
export interface Root extends WellArchitectedChecksProps {
  /** Constructs whose resources are assessed; undefined for the whole app, except what other roots cover. */
  readonly scopes?: IConstruct[];
}

/**
 * The only assessment of an app: each resource is assessed and reported once, however many shops, Stages and packs the
 * app has.
 */
export class Assessment {
  static of(scope: IConstruct): Assessment {
    const host = hostOf(scope);
    const known: unknown = Reflect.get(host, ASSESSMENT);
    if (known instanceof Assessment) return known;
    const assessment = new Assessment(host);
    Reflect.defineProperty(host, ASSESSMENT, { value: assessment });
    return assessment;
  }

  /** True when a shop has already added the plugin to the app. */
  attached = false;

  /** The first plugin that CDK calls. It reports every finding; later plugins report none. */
  private reporter?: object;

  private readonly roots: Root[] = [];

  private constructor(readonly host: IConstruct) {
    // CDK fails when a plugin changes a file of an earlier synth. So the old report is removed before the templates are
    // written.
    const removeOldReport = () => {
      if (Stage.isStage(host)) rmSync(join(host.outdir, REPORT_FOLDER), { recursive: true, force: true });
      return [];
    };
    removeOldReport();
    host.node.addValidation({ validate: removeOldReport });
  }

  add(root: Root): void {
    renderOptions(root);
    this.roots.push(root);
  }

  /** Assesses the synthesized templates and writes the report beside them. */
  validate(plugin: object, context: IPolicyValidationContext): PolicyValidationPluginReport {
    this.reporter ??= plugin;
    if (plugin !== this.reporter) return { success: true, violations: [] };
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

  /** Assesses the resources below a construct now, without a synth and without a report. */
  validateScope(scope: IConstruct, options: Root): PolicyValidationPluginReport {
    const acknowledgements = acknowledgementsOf(scope.node.root);
    const workload = new Workload(pathOf(scope), templatesOf(scope.node.root, false), ({ path }) =>
      isBelow(path, scope.node.path),
    );
    const results = evaluate({ workload, ...rulesOf(options) }, acknowledgements);
    const violations = violationsOf(results, false);
    return { success: !fails(violations), violations };
  }

  /**
   * Returns the workloads in the order in which their roots were added. Resources of no root belong to the root of the
   * whole app, with one workload for each Stage.
   */
  private subjects(app: IConstruct, assembly: Assembly): Subject[] {
    const isIn = (scopes: readonly IConstruct[], { path }: Resource) =>
      scopes.some(({ node }) => isBelow(path, node.path));
    const named = this.roots
      .filter(({ scopes }) => scopes)
      .map(({ scopes = [], ...options }) => ({
        workload: new Workload(pathOf(scopes[0]), assembly, (resource) => isIn(scopes, resource)),
        ...rulesOf(options),
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
      ...rulesOf(rest),
    }));
    return [...named, ...others.filter(({ workload }) => workload.resources.length > 0)];
  }

  private formats(): ReadonlySet<ReportFormat> {
    const asked = this.roots.flatMap(({ reportFormats = Object.values(ReportFormat) }) => reportFormats);
    return new Set([ReportFormat.JSON, ...asked]);
  }
}

function rulesOf({ pillars, enforced = true, ...options }: Root): Omit<Subject, 'workload'> {
  const settings = renderOptions(options);
  return { rules: rulesFor(settings, pillars), settings, enforced };
}

/** Returns the construct to which validation plugins are added: the app, or the Stage where there is no app. */
function hostOf(scope: IConstruct): IConstruct {
  const root = scope.node.root;
  return App.isApp(root) ? root : (Stage.of(scope) ?? root);
}

/** Returns the name of a construct in reports. An app has an empty path. */
function pathOf(scope: IConstruct): string {
  return scope.node.path === '' ? '(app)' : scope.node.path;
}

function acknowledgementsOf(root: IConstruct): Acknowledgements {
  return new Acknowledgements(acknowledgementsIn(root), today());
}

/**
 * Returns the current day, or the day of `SOURCE_DATE_EPOCH`, so that every build of a commit gives the same report.
 *
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
function today(): string {
  const { SOURCE_DATE_EPOCH: seconds = '' } = process.env;
  // Eleven digits reach the year 5138; a longer text is not a number of seconds.
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

/** Returns the stack traces of the creation of constructs. CDK keeps them unless stack traces are switched off. */
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
