import { UserData } from 'aws-cdk-lib/aws-ec2';
import { Machine } from './support/machine';
import { SERVER_FOLDER } from './support/web-stack';
import { OLD_ALARM_SECONDS } from '../../src/web/start-up-script';
import type { StartUpKind } from '../../src/web/start-up-script';
import { WebServer } from '../../src/web/web-server';

const HEALTH = 'http://127.0.0.1:8080/healthz';
const GOOD = /^cfn-signal --exit-code 0 --stack Shop --resource Group1 --region eu-west-1 ?$/;
const BAD = /^cfn-signal --exit-code [1-9]\d* --stack Shop --resource Group1 --region eu-west-1 ?$/;

let machine: Machine;

function boot(server: WebServer, kind: StartUpKind): void {
  machine = new Machine(server._render('postgres'), kind);
}

afterEach(() => machine.remove());

const secondsAgo = (seconds: number) => new Date(Date.now() - 1000 * seconds).toISOString();

describe('a server whose code is installed', () => {
  beforeEach(() =>
    boot(WebServer.directory(SERVER_FOLDER, { start: "node-24 server.js --greeting 'a b'" }), 'program'),
  );

  test('bash can parse it', () => {
    expect(machine.parses()).toEqual([
      [0, ''],
      [0, ''],
    ]);
  });

  test("success is signalled once, after the time for the load balancer's health checks", () => {
    const { status, calls, signals, logged } = machine.start();
    expect([status, logged]).toEqual([0, undefined]);
    expect(signals).toEqual([expect.stringMatching(GOOD)]);
    expect(calls.filter((call) => call === 'sleep 15 ').length).toBe(4);
    expect(calls.indexOf('systemctl restart shop.service ')).toBeLessThan(calls.indexOf(signals[0]));
    expect(calls).toContain('systemctl enable shop.service ');
    expect(machine.read('var/log/shop/start-up.log')).toContain('the server answers');
  });

  test('the server gets its environment, which only root can read, and runs exactly its command', () => {
    machine.start();
    expect(machine.read('etc/shop/environment')).toBe('DATABASE_HOST="proxy"\nGREETING="it costs \\$5"\n');
    expect(machine.mode('etc/shop/environment')).toBe('600');
    expect(machine.read('opt/shop/start')).toBe("#!/bin/bash\nexec node-24 server.js --greeting 'a b'\n");
    expect(machine.mode('opt/shop/start')).toBe('750');
    expect(machine.mode('opt/shop/server/server.js')).toMatch(/0$/);
    expect(machine.read('etc/systemd/system/shop.service')).toMatch(/^User=shop$/m);
  });

  test('it has a minute to complete its requests when it is stopped', () => {
    machine.start();
    expect(machine.read('etc/systemd/system/shop.service')).toMatch(/^KillMode=mixed\nTimeoutStopSec=60$/m);
  });

  test('the agent is installed before anything else can fail, and sends both logs', () => {
    const { calls } = machine.start();
    const agent = calls.findIndex((call) => call.startsWith('amazon-cloudwatch-agent-ctl'));
    expect(calls.findIndex((call) => call.includes('nodejs24'))).toBeGreaterThan(agent);
    const { logs, metrics } = JSON.parse(machine.read('etc/shop/agent.json'));
    expect(logs.logs_collected.files.collect_list).toEqual([
      expect.objectContaining({ file_path: '/var/log/shop/start-up.log', log_group_name: 'logs' }),
      expect.objectContaining({ file_path: '/var/log/shop/server.log', log_group_name: 'logs' }),
    ]);
    expect(metrics.aggregation_dimensions).toEqual([['AutoScalingGroupName']]);
    expect(metrics.append_dimensions.AutoScalingGroupName).toBe('${aws:AutoScalingGroupName}');
  });

  test('a server that never answers fails the deployment once, after a timeout, with the end of its log', () => {
    const { status, calls, signals, logged } = machine.start({ HEALTHY: 'no' });
    expect(status).not.toBe(0);
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(calls.filter((call) => call.startsWith('curl')).length).toBe(61);
    expect(logged).toContain(`no answer on ${HEALTH}`);
    expect(logged).toContain('the "port" is taken\n');
    expect(machine.read('dev/console')).toContain(`no answer on ${HEALTH}`);
  });

  test('a server that answers and then stops answering fails the deployment', () => {
    const { status, signals, logged } = machine.start({ HEALTHY: '2' });
    expect(status).not.toBe(0);
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(logged).toContain('does not any more');
  });

  test('a failed step is signalled at once, and nothing after it runs', () => {
    const { status, calls, signals, logged } = machine.start({ DNF: '7' });
    expect(status).toBe(7);
    expect(signals).toEqual([expect.stringMatching(/--exit-code 7 /)]);
    expect(logged).toMatch(/line \d+ failed: dnf install/);
    expect(calls.some((call) => call.startsWith('systemctl'))).toBe(false);
  });

  test('a failed download of the script is signalled at once, with its reason, although no agent runs yet', () => {
    const { status, calls, signals, logged } = machine.start({ DOWNLOAD: '1' });
    expect(status).toBe(1);
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(logged).toMatch(/Unable to locate credentials\nline \d+ failed: aws s3 cp/);
    expect(calls.some((call) => call.startsWith('dnf'))).toBe(false);
    expect(calls).toContain('aws logs create-log-stream --log-group-name logs --log-stream-name i-1/failure ');
    // Told first: the log may take as long as the network wants.
    expect(calls.findIndex((call) => call.startsWith('cfn-signal'))).toBeLessThan(
      calls.findIndex((call) => call.startsWith('aws logs')),
    );
  });

  test('an empty script fails the deployment, because it starts no server', () => {
    machine.write('s3/start-up.sh', '');
    const { status, signals, logged } = machine.start();
    expect(status).not.toBe(0);
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(logged).toContain('answers: unbound variable');
  });

  test('a failed signal does not fail a server that was started by scaling', () => {
    expect(machine.start({ TELLS: '1' }).status).toBe(0);
  });

  test('a second run has the same result, also after an incomplete one', () => {
    machine.start({ HEALTHY: 'no' });
    machine.start();
    const files = [
      'etc/shop/environment',
      'etc/shop/agent.json',
      'opt/shop/start',
      'opt/shop/server/server.js',
      'etc/systemd/system/shop.service',
    ];
    const before = files.map((file) => machine.read(file));
    machine.write('opt/shop/server/left-over.js', '');
    const { status, calls, signals } = machine.start();
    expect(status).toBe(0);
    expect(signals).toEqual([expect.stringMatching(GOOD)]);
    expect(files.map((file) => machine.read(file))).toEqual(before);
    expect(machine.has('opt/shop/server/left-over.js')).toBe(false);
    expect(calls.some((call) => call.startsWith('useradd'))).toBe(false);
  });

  describe('the alarm on failed responses', () => {
    test('rolls the release back when it goes off while the server is observed', () => {
      const { status, signals, logged } = machine.start({ ALARM: secondsAgo(0) });
      expect(status).toBe(1);
      expect(signals).toEqual([expect.stringMatching(BAD)]);
      expect(logged).toContain('the alarm ServerErrors went off while this server started: the release is taken back');
    });

    test('rolls the release back when an earlier server of the same release has set it off', () => {
      expect(machine.start({ ALARM: secondsAgo(OLD_ALARM_SECONDS - 60) }).status).toBe(1);
    });

    test('does not stop the release, which may be the repair, when it was on long before', () => {
      const { status, signals } = machine.start({ ALARM: secondsAgo(OLD_ALARM_SECONDS + 60) });
      expect([status, signals]).toEqual([0, [expect.stringMatching(GOOD)]]);
    });

    test('does not stop the release when it cannot be read', () => {
      const { status } = machine.start({ ALARM: 'unreadable' });
      expect(status).toBe(0);
      expect(machine.read('var/log/shop/start-up.log')).toContain('the alarm ServerErrors cannot be read');
    });
  });
});

describe('custom commands', () => {
  const userData = UserData.forLinux();
  userData.addCommands(
    'echo "$AWS_DEFAULT_REGION" > "$MACHINE/etc/mine"',
    'cat "$MACHINE/etc/shop/environment" >> "$MACHINE/etc/mine"',
    'false_or_true',
    'touch "$MACHINE/etc/last"',
  );

  beforeEach(() => boot(WebServer.userData(userData), 'commands'));

  test('run with the environment, and success is signalled for them only when the server is healthy', () => {
    machine.command('false_or_true', '');
    const { status, signals, calls } = machine.start();
    expect(machine.parses()).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(status).toBe(0);
    expect(machine.read('etc/mine')).toBe('eu-west-1\nDATABASE_HOST="proxy"\nGREETING="it costs \\$5"\n');
    expect(signals).toEqual([expect.stringMatching(GOOD)]);
    expect(calls.some((call) => call.includes('shop.service'))).toBe(false);
    expect(machine.start({ HEALTHY: 'no' }).signals).toEqual([expect.stringMatching(BAD)]);
  });

  test('stop at the first one that fails, which fails the deployment', () => {
    machine.command('false_or_true', 'echo "no such package"; exit 3');
    const { status, signals, logged } = machine.start();
    expect(status).not.toBe(0);
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(logged).toMatch(/no such package\nthe commands of web.server ended with 3/);
    expect(machine.has('etc/last')).toBe(false);
  });

  test('that do not end are stopped, which fails the deployment', () => {
    machine.command('timeout', 'exit 124');
    const { signals, logged } = machine.start();
    expect(signals).toEqual([expect.stringMatching(BAD)]);
    expect(logged).toContain('ended with 124 (124: they did not end in 420 seconds; start the server as a service)');
  });
});

describe('a custom machine image', () => {
  const image = {
    getImage: () => {
      throw new Error('not asked here');
    },
  };

  test('has its service restarted after its environment is written', () => {
    boot(WebServer.machineImage(image, { service: 'storefront.service', port: 9000 }), 'image');
    const { status, calls, signals } = machine.start();
    expect(status).toBe(0);
    expect(calls).toContain('systemctl restart storefront.service ');
    expect(calls.find((call) => call.startsWith('curl'))).toContain('http://127.0.0.1:9000/healthz');
    expect(signals).toEqual([expect.stringMatching(GOOD)]);
    expect(machine.has('etc/shop/environment')).toBe(true);
    expect(calls.some((call) => call.startsWith('aws s3 cp') && call.includes('code.zip'))).toBe(false);
  });

  test('without a service is only waited for', () => {
    boot(WebServer.machineImage(image), 'image');
    const { calls } = machine.start();
    expect(machine.parses()).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(calls.filter((call) => call.startsWith('systemctl restart'))).toEqual([]);
    expect(machine.start({ HEALTHY: 'no' }).signals).toEqual([expect.stringMatching(BAD)]);
  });

  test('of another Linux, without dnf, starts with its own software', () => {
    boot(WebServer.machineImage(image), 'image');
    machine.without('dnf', 'amazon-cloudwatch-agent-ctl');
    const { status, signals, calls } = machine.start();
    expect([status, signals]).toEqual([0, [expect.stringMatching(GOOD)]]);
    expect(calls.some((call) => call.startsWith('dnf') || call.startsWith('amazon'))).toBe(false);
  });
});
