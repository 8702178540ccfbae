import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { App } from 'aws-cdk-lib';
import { transformSync } from 'esbuild';
import { ofType } from './template-graph';
import type { CfnTemplate } from './template-graph';
import type { Report } from '../../src/well-architected/report/model';

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

export interface ExampleStack {
  readonly name: string;
  readonly region: string;
  readonly template: CfnTemplate;
}

/** An example as its users get it: the shop's stack, and the support stack in us-east-1 where there is one. */
export interface Example {
  readonly app: App;
  readonly stacks: ExampleStack[];
  readonly main: ExampleStack;
  readonly support?: ExampleStack;

  /** The findings of the Well-Architected checks. */
  readonly report: Report;
}

const loaded = new Map<string, Example>();

/**
 * Runs the unchanged `examples/<name>/app.ts` once for each test file, and reads its assembly. Other modules stay
 * loaded, because isolation would load aws-cdk-lib again for each example.
 *
 * @param name - of the folder of the example
 * @param flags - feature flags of CDK, in addition to the context of the example's `cdk.json`
 */
export function loadExample(name: string, flags: Record<string, unknown> = {}): Example {
  const key = `${name} ${JSON.stringify(flags)}`;
  const known = loaded.get(key);
  if (known) return known;
  const example = inEnvironment({ ...contextOf(name), ...flags }, () => {
    const app = run(join(EXAMPLES, name, 'app.ts')).app as App;
    const stacks = stacksOf(app);
    return {
      app,
      ...stacks,
      report: JSON.parse(readFileSync(join(app.outdir, 'well-architected', 'report.json'), 'utf8')) as Report,
    };
  });
  loaded.set(key, example);
  return example;
}

/** The examples that exist: those with an app. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES)
    .filter((name) => existsSync(join(EXAMPLES, name, 'app.ts')))
    .sort();
}

/** Returns the stacks of an app: that of the shop, and its support stack in us-east-1. */
export function stacksOf(app: App): Omit<Example, 'app' | 'report'> {
  const stacks = app.synth().stacksRecursively.map(({ stackName, environment, template }) => ({
    name: stackName,
    region: environment.region,
    template,
  }));
  const has = ({ template }: ExampleStack, type: string) => ofType(template as CfnTemplate, type).length > 0;
  const main = stacks.find((stack) => has(stack, 'AWS::CloudFront::Distribution'));
  if (!main) throw new Error('no stack holds a shop');
  return { stacks, main, support: stacks.find((stack) => stack !== main && has(stack, 'AWS::WAFv2::WebACL')) };
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
