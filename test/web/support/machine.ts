import { spawnSync } from 'child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { renderBootstrap } from '../../../src/web/bootstrap';
import { renderStartUpScript } from '../../../src/web/start-up-script';
import type { StartUpKind } from '../../../src/web/start-up-script';
import type { ServerCode } from '../../../src/web/web-server';

/**
 * Commands that behave as on a real machine and record their calls. Variables decide which of them fail: `DNF`,
 * `DOWNLOAD`, `HEALTHY`, `ALARM`, `TELLS`.
 */
const COMMANDS: Record<string, string> = {
  dnf: 'exit "${DNF:-0}"',
  'amazon-cloudwatch-agent-ctl': '',
  id: '[ -e "$MACHINE/etc/shop-user" ]',
  useradd: 'touch "$MACHINE/etc/shop-user"',
  aws: `for last; do :; done
case "$1 $2 $*" in
  's3 cp '*.sh*)
    if [ -n "$DOWNLOAD" ]; then echo 'fatal error: Unable to locate credentials' >&2; exit "$DOWNLOAD"; fi
    cat "$MACHINE/s3/start-up.sh" > "$last"
    ;;
  's3 cp '*) echo archive > "$last" ;;
  'cloudwatch describe-alarms '*) if [ "$ALARM" = unreadable ]; then exit 254; fi; echo "$ALARM" ;;
  'logs put-log-events '*) echo "$last" > "$MACHINE/log-event.json" ;;
esac`,
  unzip: 'for last; do :; done; mkdir -p "$last"; echo code > "$last/server.js"',
  chown: '',
  systemctl: 'if [ "$1" = restart ]; then echo "the \\"port\\" is taken" > "$MACHINE/var/log/shop/server.log"; fi',
  // Always healthy, never, or only for a number of checks.
  curl: `looks=$(cat "$MACHINE/looks" 2> /dev/null || echo 0)
echo $((looks + 1)) > "$MACHINE/looks"
[ "$HEALTHY" = yes ] || [ "$looks" -lt "\${HEALTHY:-0}" ]`,
  sleep: '',
  timeout: 'shift; exec "$@"',
  'cfn-signal': 'exit "${TELLS:-0}"',
};

export interface Run {
  readonly status: number | null;
  /** The commands that were called, in order. */
  readonly calls: string[];
  /** The signals to the deployment. */
  readonly signals: string[];
  /** The text that the log group got without the agent. */
  readonly logged?: string;
}

/** A folder that represents a machine: its file system, its commands, and the start-up, which a real bash runs. */
export class Machine {
  private readonly root = mkdtempSync(join(tmpdir(), 'machine-'));

  private path = `${join(this.root, 'bin')}:${process.env.PATH}`;

  constructor(server: ServerCode, kind: StartUpKind) {
    for (const folder of ['bin', 'dev', 'etc', 's3', 'var/lib/cloud/data']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    for (const [name, body] of Object.entries(COMMANDS)) this.command(name, body);
    this.write('var/lib/cloud/data/instance-id', 'i-1\n');
    this.write('s3/start-up.sh', renderStartUpScript(kind, this.root));
    this.write(
      'user-data.sh',
      renderBootstrap({
        server,
        environment: 'DATABASE_HOST="proxy"\nGREETING="it costs \\$5"',
        startUpUrl: 's3://assets/start-up.sh',
        codeUrl: server.program && 's3://assets/code.zip',
        logGroupName: 'logs',
        region: 'eu-west-1',
        stackName: 'Shop',
        groupLogicalId: 'Group1',
        alarmName: 'ServerErrors',
        watchSeconds: 60,
        root: this.root,
      }),
    );
  }

  /** Starts it, as EC2 does at boot and as an operator may do again. */
  start(environment: Record<string, string> = {}): Run {
    for (const file of ['calls', 'looks', 'log-event.json']) rmSync(join(this.root, file), { force: true });
    const { status } = spawnSync('bash', [join(this.root, 'user-data.sh')], {
      env: { HEALTHY: 'yes', DOWNLOAD: '', ALARM: '', ...environment, MACHINE: this.root, PATH: this.path },
      encoding: 'utf8',
    });
    const calls = this.has('calls') ? this.read('calls').trim().split('\n') : [];
    const logged = this.has('log-event.json') ? JSON.parse(this.read('log-event.json'))[0].message : undefined;
    return { status, calls, signals: calls.filter((call) => call.startsWith('cfn-signal')), logged };
  }

  /** Replaces what a command does. */
  command(name: string, body: string): void {
    // printf keeps an argument of several lines on one.
    this.write(
      `bin/${name}`,
      `#!/bin/bash\nprintf '%q ' ${name} "$@" >> "$MACHINE/calls"; echo >> "$MACHINE/calls"\n${body}\n`,
    );
    chmodSync(join(this.root, 'bin', name), 0o755);
  }

  /** Removes commands, also those of the machine on which the test runs. */
  without(...names: string[]): void {
    for (const tool of ['bash', 'cat', 'date', 'dirname', 'install', 'mkdir', 'sed', 'tail', 'touch', 'tr']) {
      symlinkSync(
        spawnSync('bash', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim(),
        join(this.root, 'bin', tool),
      );
    }
    for (const name of names) rmSync(join(this.root, 'bin', name));
    this.path = join(this.root, 'bin');
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  mode(path: string): string {
    return statSync(join(this.root, path)).mode.toString(8).slice(-3);
  }

  /** True when bash can parse both scripts. */
  parses(): [number | null, string][] {
    return ['user-data.sh', 's3/start-up.sh'].map((file) => {
      const { status, stderr } = spawnSync('bash', ['-n', join(this.root, file)], { encoding: 'utf8' });
      return [status, stderr];
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
