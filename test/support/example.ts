import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { App } from 'aws-cdk-lib';
import { transformSync } from 'esbuild';
import { ofType } from './template-graph';
import type { CfnTemplate } from './template-graph';
import { onceInRun } from './test-run';
import type { Report } from '../../src/well-architected/report/model';

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

export interface ExampleStack {
  readonly name: string;
  readonly region: string;
  readonly template: CfnTemplate;
}

/** The stacks of an app: the shop's, and the support stack in us-east-1 where there is one. */
export interface Stacks {
  readonly stacks: ExampleStack[];
  readonly main: ExampleStack;
  readonly support?: ExampleStack;
}

/** An example as its users get it. */
export interface Example extends Stacks {
  /** The findings of the Well-Architected checks. */
  readonly report: Report;

  /** Warnings and errors that constructs give their users. */
  readonly messages: Message[];
}

/** What one run of an example's app leaves. */
export interface SynthesizedExample {
  readonly app: App;
  readonly stacks: ExampleStack[];
  readonly report: Report;
}

export interface Message {
  readonly type: string;
  readonly path: string;
  readonly data: unknown;
}

const loaded = new Map<string, Example>();

/**
 * Returns what `examples/<name>/app.ts` synthesizes with the given feature flags. Each example is synthesized once in a
 * run of the tests, for all test files.
 *
 * @param flags - context beside that of the example's `cdk.json`
 */
export function loadExample(name: string, flags: Record<string, unknown> = {}): Example {
  const key = `${name} ${JSON.stringify(flags)}`;
  const known = loaded.get(key);
  if (known) return known;
  const made = onceInRun(`example ${key}`, () => {
    const { app, stacks, report } = synthesizeExample(name, flags);
    return { stacks, report, messages: messagesIn(app) };
  });
  const example = { ...made, ...partsOf(made.stacks) };
  loaded.set(key, example);
  return example;
}

/**
 * Runs `examples/<name>/app.ts` as it stands, for tests that read its constructs.
 * Other modules stay loaded: isolating them would load aws-cdk-lib anew for each example.
 */
export function synthesizeExample(name: string, flags: Record<string, unknown> = {}): SynthesizedExample {
  return inEnvironment({ ...contextOf(name), ...flags }, () => {
    const app = run(join(EXAMPLES, name, 'app.ts')).app as App;
    const { stacks } = stacksOf(app);
    const report = join(app.outdir, 'well-architected', 'report.json');
    return { app, stacks, report: JSON.parse(readFileSync(report, 'utf8')) as Report };
  });
}

/** The examples that exist: those with an app. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES)
    .filter((name) => existsSync(join(EXAMPLES, name, 'app.ts')))
    .sort();
}

/** Synthesizes an app with one shop and returns its stacks. */
export function stacksOf(app: App): Stacks {
  return partsOf(
    app.synth().stacksRecursively.map(({ stackName, environment, template }) => ({
      name: stackName,
      region: environment.region,
      template,
    })),
  );
}

function partsOf(stacks: ExampleStack[]): Stacks {
  const has = ({ template }: ExampleStack, type: string) => ofType(template, type).length > 0;
  const main = stacks.find((stack) => has(stack, 'AWS::CloudFront::Distribution'));
  if (!main) throw new Error('no stack holds a shop');
  return { stacks, main, support: stacks.find((stack) => stack !== main && has(stack, 'AWS::WAFv2::WebACL')) };
}

function messagesIn(app: App): Message[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.metadata.map(({ type, data }) => ({ type, path: node.path, data: data as unknown })))
    .filter(({ type }) => type === 'aws:cdk:warning' || type === 'aws:cdk:error');
}

/** The context that the CLI passes from the example's `cdk.json`, such as the zones of its Region. */
function contextOf(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(EXAMPLES, name, 'cdk.json'), 'utf8')).context ?? {};
}

/** Removes the findings of cdk-nag, which have separate tests. */
function inEnvironment<T>(context: Record<string, unknown>, work: () => T): T {
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  process.env.CDK_OUTDIR = folder;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({
    '@aws-cdk/core:failSynthOnValidationErrors': false,
    'aws:cdk:disable-asset-staging': true,
    ...context,
  });
  try {
    return work();
  } finally {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(file: string): Record<string, unknown> {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs' });
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func
  new Function('require', 'module', 'exports', '__dirname', '__filename', code)(
    createRequire(file),
    module,
    module.exports,
    dirname(file),
    file,
  );
  return module.exports;
}
