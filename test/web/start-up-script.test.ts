import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { renderStartUpScript } from '../../src/web/start-up-script';

/** What a real machine would do, each noting its call; `HEALTHY` decides what the server answers. */
const COMMANDS: Record<string, string> = {
  'dnf': 'exit "${DNF:-0}"',
  'amazon-cloudwatch-agent-ctl': '',
  'id': '[ -e "$MACHINE/etc/shop-user" ]',
  'useradd': 'touch "$MACHINE/etc/shop-user"',
  'aws': 'for last; do :; done; mkdir -p "$(dirname "$last")"; echo archive > "$last"',
  'unzip': 'for last; do :; done; mkdir -p "$last"; echo code > "$last/server.js"',
  'chown': '',
  'systemctl': 'if [ "$1" = restart ]; then echo "the port is taken" > "$MACHINE/var/log/shop/server.log"; fi',
  'curl': '[ "$HEALTHY" = yes ]',
  'sleep': '',
  'cfn-signal': '',
};

let machine: string;

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const folder of ['bin', 'dev', 'etc']) mkdirSync(join(machine, folder));
  for (const [name, body] of Object.entries(COMMANDS)) {
    const file = join(machine, 'bin', name);
    // printf keeps an argument of several lines on one.
    writeFileSync(file, `#!/bin/bash\nprintf '%q ' ${name} "$@" >> "$MACHINE/calls"; echo >> "$MACHINE/calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }
  writeFileSync(join(machine, 'start-up.sh'), script());
});

afterEach(() => rmSync(machine, { recursive: true, force: true }));

function script(): string {
  return renderStartUpScript({
    server: { folder: '', start: "node-24 server.js --greeting 'a b'", port: 8080, healthCheckPath: '/healthz', packages: ['nodejs24'] },
    environment: 'DATABASE_HOST="proxy"\nGREETING="it costs \\$5"',
    bucketName: 'assets',
    objectKey: 'code.zip',
    logGroupName: 'logs',
    region: 'eu-west-1',
    stackName: 'Shop',
    groupLogicalId: 'Group1',
    settleSeconds: 25,
    root: machine,
  });
}

function run(environment: Record<string, string> = { HEALTHY: 'yes' }): { readonly status: number | null; readonly calls: string[] } {
  rmSync(join(machine, 'calls'), { force: true });
  const { status } = spawnSync('bash', [join(machine, 'start-up.sh')], {
    env: { ...environment, MACHINE: machine, PATH: `${join(machine, 'bin')}:${process.env.PATH}` }, encoding: 'utf8',
  });
  return { status, calls: existsSync(join(machine, 'calls')) ? text('calls').trim().split('\n') : [] };
}

function text(path: string): string {
  return readFileSync(join(machine, path), 'utf8');
}

function mode(path: string): string {
  return statSync(join(machine, path)).mode.toString(8).slice(-3);
}

function signals(calls: string[]): string[] {
  return calls.filter((call) => call.startsWith('cfn-signal'));
}

test('bash can parse it', () => {
  const { status, stderr } = spawnSync('bash', ['-n', join(machine, 'start-up.sh')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('a healthy server is told to the deployment once, as a success', () => {
  const { status, calls } = run();
  expect(status).toBe(0);
  expect(signals(calls)).toEqual([expect.stringMatching(/^cfn-signal --exit-code 0 .* --stack Shop --resource Group1 --region eu-west-1/)]);
  // The load balancer has had its two looks before an older server may go.
  expect(calls.indexOf('sleep 25 ')).toBe(calls.findIndex((call) => call.startsWith('cfn-signal')) - 1);
  expect(calls).toContain('systemctl restart shop.service ');
  expect(calls).toContain('systemctl enable shop.service ');
});

test('the server gets its environment, which nobody else can read, and runs exactly its command', () => {
  run();
  expect(text('etc/shop/environment')).toBe('DATABASE_HOST="proxy"\nGREETING="it costs \\$5"\n');
  expect(mode('etc/shop/environment')).toBe('600');
  expect(text('opt/shop/start')).toBe("#!/bin/bash\nexec node-24 server.js --greeting 'a b'\n");
  expect(mode('opt/shop/start')).toBe('750');
  expect(mode('opt/shop/server/server.js')).toMatch(/0$/);
  expect(text('etc/systemd/system/shop.service')).toMatch(/^User=shop$/m);
});

test('the agent is there before anything else can fail, and sends both logs', () => {
  const { calls } = run();
  const agent = calls.findIndex((call) => call.startsWith('amazon-cloudwatch-agent-ctl'));
  expect(calls.findIndex((call) => call.includes('nodejs24'))).toBeGreaterThan(agent);
  const { logs, metrics } = JSON.parse(text('etc/shop/agent.json'));
  expect(logs.logs_collected.files.collect_list).toEqual(expect.arrayContaining([
    expect.objectContaining({ file_path: '/var/log/shop/server.log', log_group_name: 'logs' }),
    expect.objectContaining({ file_path: '/var/log/shop/start-up.log', log_group_name: 'logs' }),
  ]));
  expect(metrics.aggregation_dimensions).toEqual([['AutoScalingGroupName']]);
  expect(metrics.append_dimensions.AutoScalingGroupName).toBe('${aws:AutoScalingGroupName}');
});

test('a server that never answers fails the deployment once, after a bounded wait, with its own last words', () => {
  const { status, calls } = run({ HEALTHY: 'no' });
  expect(status).not.toBe(0);
  expect(signals(calls)).toEqual([expect.stringMatching(/^cfn-signal --exit-code 1 --reason .*the port is taken/)]);
  expect(calls.filter((call) => call.startsWith('curl')).length).toBe(61);
  expect(text('dev/console')).toContain('no answer on http://127.0.0.1:8080/healthz');
});

test('a step that fails is told at once: nothing after it runs', () => {
  const { status, calls } = run({ HEALTHY: 'yes', DNF: '7' });
  expect(status).toBe(7);
  expect(signals(calls)).toEqual([expect.stringMatching(/^cfn-signal --exit-code 7 --reason .*line .*failed.*dnf/)]);
  expect(calls.some((call) => call.startsWith('systemctl'))).toBe(false);
});

test('a signal that nobody awaits does not fail a server that was started by scaling', () => {
  writeFileSync(join(machine, 'bin/cfn-signal'), '#!/bin/bash\nexit 1\n');
  expect(run().status).toBe(0);
});

test('a second run leaves the same machine', () => {
  run();
  const files = ['etc/shop/environment', 'etc/shop/agent.json', 'opt/shop/start', 'opt/shop/server/server.js', 'etc/systemd/system/shop.service'];
  const before = files.map(text);
  writeFileSync(join(machine, 'opt/shop/server/left-over.js'), '');
  const { status, calls } = run();
  expect(status).toBe(0);
  expect(files.map(text)).toEqual(before);
  expect(existsSync(join(machine, 'opt/shop/server/left-over.js'))).toBe(false);
  expect(calls.some((call) => call.startsWith('useradd'))).toBe(false);
});
