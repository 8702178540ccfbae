import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../../src/core/acknowledge';
import { WellArchitected } from '../../src/well-architected/well-architected';

interface Violation { ruleName: string; severity: string; violatingConstructs: { constructPath: string }[] }

/** A room with a bucket that AwsSolutions has something against. */
class Room extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, checks: WellArchitected) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket');
    checks._attach(this);
  }
}

const newApp = () => new App({ context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });

function synth(app: App): { success: boolean; violations: Violation[]; plugins: number } {
  const { directory } = app.synth();
  const file = join(directory, 'validation-report.json');
  const { pluginReports } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { pluginReports: [] };
  const ours = pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'AwsSolutions');
  return {
    plugins: ours.length,
    success: ours.every(({ conclusion }: { conclusion: string }) => conclusion === 'success'),
    violations: ours.flatMap(({ violations }: { violations: Violation[] }) => violations),
  };
}

const paths = ({ violations }: { violations: Violation[] }) => new Set(violations
  .flatMap(({ violatingConstructs }) => violatingConstructs)
  .map(({ constructPath }) => constructPath));

test('a finding below our construct fails the synth; a neighbour is not judged', () => {
  const app = newApp();
  const stack = new Stack(app, 'S');
  new Room(stack, 'Shop', WellArchitected.enforce());
  new Bucket(stack, 'Neighbour');
  const report = synth(app);
  expect(report.success).toBe(false);
  expect(paths(report)).toEqual(new Set(['S/Shop/Bucket/Resource']));
});

test('several shops in several Stages are judged once each, by one plugin', () => {
  const app = newApp();
  for (const id of ['Dev', 'Prod']) {
    const stack = new Stack(new Stage(app, id), 'S');
    new Room(stack, 'One', WellArchitected.enforce());
    new Room(stack, 'Two', WellArchitected.enforce());
  }
  const report = synth(app);
  expect(report.plugins).toBe(1);
  expect(paths(report).size).toBe(4);
  const rules = report.violations.map(({ ruleName }) => ruleName);
  expect(new Set(rules).size).toBe(rules.length);
});

test('warn lists the findings and passes, even beside a shop that enforces and is clean', () => {
  const app = newApp();
  const stack = new Stack(app, 'S');
  new Room(stack, 'Shop', WellArchitected.warn());
  const report = synth(app);
  expect(report.success).toBe(true);
  expect(report.violations.length).toBeGreaterThan(0);
  expect(report.violations.every(({ severity }) => severity === 'warning')).toBe(true);
});

test('off judges nothing', () => {
  const app = newApp();
  new Room(new Stack(app, 'S'), 'Shop', WellArchitected.off());
  expect(synth(app).plugins).toBe(0);
});

test('an acknowledgement takes exactly its rule on its resource away', () => {
  const app = newApp();
  const stack = new Stack(app, 'S');
  const [one] = [new Room(stack, 'One', WellArchitected.enforce()), new Room(stack, 'Two', WellArchitected.enforce())];
  acknowledge(one.bucket, 'S1', 'holds no data of customers');
  const report = synth(app);
  const s1 = report.violations.find(({ ruleName }) => ruleName.endsWith('S1'));
  expect(s1?.violatingConstructs.map(({ constructPath }) => constructPath)).toEqual(['S/Two/Bucket/Resource']);
  expect(paths(report)).toContain('S/One/Bucket/Resource');
});

test('a stack that stands alone can be synthesized', () => {
  const stack = new Stack();
  expect(() => new Room(stack, 'Shop', WellArchitected.warn())).not.toThrow();
});
