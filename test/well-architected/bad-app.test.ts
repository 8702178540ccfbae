import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { evidenceIn } from './support/synth';
import { report } from '../../src/cli/report/report';
import type { Report } from '../../src/well-architected/report/model';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';
import { ruleId } from '../../src/well-architected/rules/support/rule';

/** Findings of examples/well-architected/bad-app.ts at the levels fatal and error, by construct. */
const ERRORS: Record<string, string[]> = {
  'Bad/Reports': [
    'OPS02-BP01-ResourceOwnerTags[Application]',
    'OPS02-BP01-ResourceOwnerTags[Environment]',
    'OPS06-BP01-StatefulDeletionPolicy[UpdateReplacePolicy]',
    'OPS08-BP01-GoldenSignalAlarms[CPUUtilization]',
    'OPS08-BP01-GoldenSignalAlarms[DatabaseConnections]',
    'OPS08-BP01-GoldenSignalAlarms[FreeStorageSpace]',
    'PERF03-BP03-DatabaseInsights[MonitoringInterval]',
    'PERF03-BP03-DatabaseInsights[PerformanceInsights]',
    'REL09-BP01-DataVersionedOrBackedUp',
    'REL09-BP03-AutomatedBackups',
    'REL10-BP01-MultiAzEveryTier',
    'REL13-BP02-DeletionProtection',
    'SEC02-BP03-NoPlaintextSecrets',
    'SEC05-BP01-DatabaseNotPublic',
    'SEC08-BP02-EncryptedAtRest',
    'SUS05-BP02-Graviton',
  ],
  'Bad/Shop/Commerce/OrderProcessing/Function/Resource': ['SUS05-BP02-Graviton'],
  'Bad/Shop/Commerce/OrderProcessing/Logs/Resource': ['COST04-BP05-LogRetentionBounded'],
  'Bad/Shop/Database/Instance/Resource': [
    'PERF03-BP02-Gp3Storage',
    'REL09-BP01-DataVersionedOrBackedUp',
    'REL09-BP03-AutomatedBackups',
    'REL10-BP01-MultiAzEveryTier',
    'REL13-BP02-DeletionProtection',
    'SEC05-BP01-DatabaseNotPublic',
    'SEC08-BP02-EncryptedAtRest',
  ],
  'Bad/Shop/Monitoring/OrderQueueAge/Resource': ['OPS08-BP04-AlarmHasAction[AlarmActions]'],
  'Bad/Shop/Storage/Media/Resource': ['SEC03-BP07-BucketPublicAccessBlocked[BlockPublicPolicy]'],
  'Bad/Shop/Web/Fleet/SecurityGroup/Resource': [
    'SEC05-BP02-IngressByTier[0.0.0.0/0:tcp:22]',
    'SEC06-BP03-NoSshUseSsm[Port22]',
  ],
};

const root = join(__dirname, '..', '..');
let compiled: string;

// In this project's folder, so that packages are found, and compiled once: fifteen programs run it.
beforeAll(() => {
  mkdirSync(join(root, 'cdk.out'), { recursive: true });
  compiled = mkdtempSync(join(root, 'cdk.out', 'bad-app-'));
  buildSync({
    entryPoints: ['src/**/*.ts', 'examples/well-architected/bad-app.ts'].map((path) => join(root, path)),
    outdir: compiled,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  for (const name of ['assets', 'package.json']) symlinkSync(join(root, name), join(compiled, name));
});

afterAll(() => rmSync(compiled, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly text: string;
  readonly assembly: string;
}

const environment = { CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true' };
const program = () => join(compiled, 'examples', 'well-architected', 'bad-app.js');

function run(command: string, args: readonly string[], assembly: string, extra: Record<string, string> = {}): Run {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: compiled,
    encoding: 'utf8',
    env: { ...process.env, ...environment, ...extra },
  });
  return { code: status, text: stdout + stderr, assembly };
}

function node(where: string, extra: Record<string, string> = {}): Run {
  const assembly = mkdtempSync(join(compiled, 'out-'));
  return run(process.execPath, [program()], assembly, {
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify({ where }),
    ...extra,
  });
}

function cdkSynth(where: string, ...args: string[]): Run {
  const assembly = mkdtempSync(join(compiled, 'out-'));
  const app = `${process.execPath} ${program()}`;
  return run(
    join(root, 'node_modules', '.bin', 'cdk'),
    ['synth', '--quiet', '--no-notices', '--app', app, '--output', assembly, '-c', `where=${where}`, ...args],
    assembly,
  );
}

const reportIn = ({ assembly }: Run) =>
  JSON.parse(readFileSync(join(assembly, 'well-architected', 'report.json'), 'utf8')) as Report;
const command = (assembly: string, ...args: string[]) =>
  report([assembly, ...args], { out: () => undefined, err: () => undefined });

test('every violation is named, with its fix and how to acknowledge it', () => {
  const result = node('stack');
  expect(result.code).toBe(1);
  const failing = evidenceIn(reportIn(result)).filter(
    ({ status, level }) => status === 'failing' && (level === 'fatal' || level === 'error'),
  );
  const byPath = new Map<string, string[]>();
  for (const { path, id } of failing) byPath.set(path, [...(byPath.get(path) ?? []), id].sort());
  expect(Object.fromEntries([...byPath].sort())).toEqual(ERRORS);
  const fixes = new Map(CATALOGUE.map((rule) => [ruleId(rule), rule.fix]));
  for (const { id, path, level } of failing) {
    expect(result.text).toContain(
      level === 'fatal' ? `Rule WellArchitected::${id}` : `Acknowledge with 'WellArchitected::${id}'`,
    );
    expect(result.text).toContain(path);
    expect(result.text).toContain(fixes.get(id.replace(/\[.*$/s, '')));
  }
});

test('node fails, also in the app mode `process`', () => {
  expect(node('stack').code).toBe(1);
  expect(node('stack', { CDK_APP_MODE: 'process' }).code).toBe(1);
  expect(node('stage').code).toBe(1);
});

test('cdk synth fails for a bad stack, alone or beside a good one', () => {
  expect(cdkSynth('stack').code).toBe(1);
  expect(cdkSynth('two').code).toBe(1);
  expect(cdkSynth('two', 'Bad').code).toBe(1);
});

test('cdk synth of the good stack passes, but the report command, which covers all stacks, fails', () => {
  const good = cdkSynth('two', 'Good');
  expect(good).toMatchObject({ code: 0 });
  expect(reportIn(good).workloads.map(({ path }) => path)).toEqual(['Bad/Shop', 'Good/Shop', '(app)']);
  expect(command(good.assembly)).toBe(1);
});

test('cdk synth selects no stack of a Stage and returns 0; with `**` or the Stage, and by the report, it fails', () => {
  const plain = cdkSynth('stage');
  expect(plain.code).toBe(0);
  expect(command(plain.assembly)).toBe(1);
  expect(cdkSynth('stage', '**').code).toBe(1);
  expect(cdkSynth('stage', 'Prod/*').code).toBe(1);
});

test('a synth with warnings only passes, but fails with --strict', () => {
  const warned = cdkSynth('warn');
  expect(warned.code).toBe(0);
  expect(warned.text).toContain('WellArchitected::SEC05-BP01-DatabaseNotPublic');
  expect(cdkSynth('warn', '--strict').code).toBe(1);
  expect(command(warned.assembly)).toBe(0);
  expect(command(warned.assembly, '--fail-on', 'warning')).toBe(1);
});

test('the command of the package has the same exit codes', () => {
  const { assembly } = node('stack');
  const bin = join(compiled, 'bin', 'cdk-ecommerce-architecture');
  mkdirSync(join(compiled, 'bin'));
  execFileSync('cp', [join(root, 'bin', 'cdk-ecommerce-architecture'), bin]);
  // The package has its compiled code in lib.
  symlinkSync(join(compiled, 'src'), join(compiled, 'lib'));
  const failed = run(process.execPath, [bin, 'report', assembly], assembly);
  expect(failed.code).toBe(1);
  expect(failed.text).toContain('fatal SEC05-BP01-DatabaseNotPublic');
  expect(run(process.execPath, [bin, 'report', assembly, '--fail-on', 'never'], assembly).code).toBe(0);
  expect(run(process.execPath, [bin, 'report', '/nowhere'], assembly).code).toBe(2);
});
