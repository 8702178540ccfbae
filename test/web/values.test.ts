import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib';
import { InstanceArchitecture, InstanceType, MachineImage, MultipartUserData, UserData } from 'aws-cdk-lib/aws-ec2';
import { SERVER, SERVER_FOLDER } from './support/web-stack';
import { Profile } from '../../src/core/profile';
import { FleetEnvironment } from '../../src/web/fleet-environment';
import { OriginHeader } from '../../src/web/origin-header';
import { sampleBundle } from '../../src/web/sample-bundle';
import { ServerSize } from '../../src/web/server-size';
import { resolveWeb } from '../../src/web/web-options';
import type { WebOptions } from '../../src/web/web-options';
import { WebServer } from '../../src/web/web-server';

const type = (name: string) => new InstanceType(name);

function check(options: WebOptions, profile: Profile = Profile.PRODUCTION): () => void {
  return () => resolveWeb(new Stack(), { server: SERVER, ...options }, { profile, engineFamily: 'postgres' });
}

describe('ServerSize', () => {
  test.each([
    ['MICRO', ServerSize.MICRO, 't4g.micro'],
    ['LARGE', ServerSize.LARGE, 'm7g.large'],
    ['XLARGE', ServerSize.XLARGE, 'm7g.xlarge'],
  ])('%s has more than one type, all Graviton', (_, size, preferred) => {
    expect(size.instanceTypes[0].toString()).toBe(preferred);
    expect(size.instanceTypes.length).toBeGreaterThan(1);
    expect(size.architecture).toBe(InstanceArchitecture.ARM_64);
  });

  test('accepts x86 types, which decide the machine image', () => {
    expect(ServerSize.of(type('m7i.large'), type('m6a.large')).architecture).toBe(InstanceArchitecture.X86_64);
  });

  test('refuses mixed architectures, naming them', () => {
    expect(() => ServerSize.of(type('m7g.large'), type('m7i.large'))).toThrow(
      /one processor architecture, got "m7g.large \(arm64\), m7i.large \(x86_64\)"/,
    );
  });

  test('refuses an empty list', () => expect(() => ServerSize.of()).toThrow(/1 to 40 instance types, got 0/));

  test('refuses a type given twice', () =>
    expect(() => ServerSize.of(type('m7g.large'), type('m7g.large'))).toThrow(/give each type once/));

  test('accepts a type that is a token', () => {
    const parameter = new CfnParameter(new Stack(), 'Type');
    const size = ServerSize.of(type(parameter.valueAsString), type('m7i.large'));
    expect(size.architecture).toBe(InstanceArchitecture.X86_64);
    expect(ServerSize.of(type(parameter.valueAsString)).architecture).toBe(InstanceArchitecture.ARM_64);
  });
});

describe('WebServer', () => {
  test('a folder that is missing is refused, naming the path', () => {
    expect(() => WebServer.directory('no/such/folder', { start: 'x' })).toThrow(
      /`web.server` must be an existing folder, got "no\/such\/folder"/,
    );
  });

  test('a file is refused as a folder', () => {
    expect(() => WebServer.directory(join(SERVER_FOLDER, 'server.js'), { start: 'x' })).toThrow(/an existing folder/);
  });

  test.each([
    ['start', { start: '' }, /web.server.start/],
    ['start of two lines', { start: 'a\nb' }, /web.server.start/],
    ['a privileged port', { start: 'x', port: 80 }, /web.server.port.*1024 to 65535, got 80/],
    ['a health path', { start: 'x', healthCheckPath: 'healthz' }, /web.server.healthCheckPath/],
    [
      "a health path that ends the shell's quotes",
      { start: 'x', healthCheckPath: "/'; reboot" },
      /web.server.healthCheckPath/,
    ],
    ['a package', { start: 'x', packages: ['nodejs24; reboot'] }, /web.server.packages/],
  ])('%s is checked', (_, options, message) => {
    expect(() => WebServer.directory(SERVER_FOLDER, options)).toThrow(message);
  });

  test('an absolute path with all options is accepted', () => {
    const server = WebServer.directory(SERVER_FOLDER, {
      start: 'python3 shop.py',
      port: 9000,
      healthCheckPath: '/up',
      packages: ['python3.13'],
    });
    expect(server._render('oracle')).toEqual({
      port: 9000,
      healthCheckPath: '/up',
      program: { folder: SERVER_FOLDER, start: 'python3 shop.py', packages: ['python3.13'] },
    });
  });

  test.each<[string, () => WebServer, RegExp]>([
    [
      'commands for Windows',
      () => WebServer.userData(UserData.forWindows()),
      /`web.server` must be user data for Linux, got "user data for Windows"/,
    ],
    ['commands of several parts', () => WebServer.userData(new MultipartUserData()), /`web.server` must be one script/],
    [
      'commands that contain the end marker of their text',
      () => WebServer.userData(UserData.custom('cat <<END_OF_COMMANDS\nx\nEND_OF_COMMANDS')),
      /without a line END_OF_COMMANDS/,
    ],
    [
      'commands on a privileged port',
      () => WebServer.userData(UserData.forLinux(), { port: 443 }),
      /web.server.port.*got 443/,
    ],
    [
      'an image with a health path',
      () => WebServer.machineImage(MachineImage.latestAmazonLinux2023(), { healthCheckPath: 'up' }),
      /web.server.healthCheckPath/,
    ],
    [
      "an image whose service ends the shell's quotes",
      () => WebServer.machineImage(MachineImage.latestAmazonLinux2023(), { service: "x'; reboot" }),
      /web.server.service/,
    ],
    [
      'an image with a root device',
      () => WebServer.machineImage(MachineImage.latestAmazonLinux2023(), { rootDeviceName: 'xvda' }),
      /web.server.rootDeviceName/,
    ],
  ])('%s is checked', (_, make, message) => expect(make).toThrow(message));

  test.each([
    ['commands without an interpreter', UserData.custom('install\n'), '#!/bin/bash\nset -e\ninstall\n'],
    ['commands of a shell', UserData.custom('#!/bin/bash -x\ninstall\n'), '#!/bin/bash -x\nset -e\ninstall\n'],
    [
      'commands of another interpreter',
      UserData.custom('#!/usr/bin/env python3\ninstall()\n'),
      '#!/usr/bin/env python3\ninstall()\n',
    ],
  ])('%s stop at the first failure as their language has it', (_, userData, script) => {
    expect(WebServer.userData(userData)._render('postgres').commands?.()).toBe(script);
  });

  test('commands can be added until the app is synthesized, and are validated again', () => {
    const userData = UserData.forLinux();
    const server = WebServer.userData(userData);
    userData.addCommands('systemctl start mine');
    expect(server._render('postgres').commands?.()).toMatch(/systemctl start mine$/);
    userData.addCommands('END_OF_COMMANDS');
    expect(() => server._render('postgres').commands?.()).toThrow(/END_OF_COMMANDS/);
  });

  test('the sample with Oracle is an error that requires a custom server', () => {
    expect(() => WebServer.sample()._render('oracle')).toThrow(
      /`web.server` must be your server for the engine oracle/,
    );
  });
});

describe('the bundled sample', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'package-'));
    for (const engine of ['postgres', 'mysql']) {
      mkdirSync(join(root, 'assets', 'web', engine), { recursive: true });
      writeFileSync(join(root, 'assets', 'web', engine, 'server.js'), '');
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test.each([
    ['postgres', 'postgres'],
    ['mysql', 'mysql'],
    ['mariadb', 'mysql'],
  ])('%s is served by the bundle %s', (family, bundle) => {
    expect(sampleBundle(family, root)).toBe(join(root, 'assets', 'web', bundle));
  });

  test('when it is missing, the error says how to build it', () => {
    rmSync(join(root, 'assets', 'web', 'mysql', 'server.js'));
    expect(() => sampleBundle('mysql', root)).toThrow(/npm run bundle/);
  });
});

describe('WebOptions', () => {
  test('the minimum is at most the maximum', () => {
    expect(check({ minCapacity: 4, maxCapacity: 3 })).toThrow(
      /`web.minCapacity` must be at most `web.maxCapacity` \(3\), got 4/,
    );
    expect(check({ maxCapacity: 1 })).toThrow(/got 2/);
    expect(check({ maxCapacity: 1 }, Profile.DEVELOPMENT)).not.toThrow();
  });

  test('tokens are accepted', () => {
    const number = new CfnParameter(new Stack(), 'Number', { type: 'Number' }).valueAsNumber;
    expect(
      check({ minCapacity: number, maxCapacity: 1, targetCpuUtilization: number, targetRequestsPerMinute: number }),
    ).not.toThrow();
    expect(check({ minCapacity: 100, maxCapacity: number })).not.toThrow();
  });

  test.each<[string, WebOptions, RegExp]>([
    ['minCapacity', { minCapacity: 0 }, /`web.minCapacity` must be a whole number from 1/],
    ['maxCapacity', { maxCapacity: 1.5 }, /`web.maxCapacity` must be a whole number/],
    [
      'releaseWatch that is too short',
      { releaseWatch: Duration.seconds(20) },
      /`web.releaseWatch` must be whole seconds, from 30 seconds to 30 minutes, got "20 seconds"/,
    ],
    ['releaseWatch that is too long', { releaseWatch: Duration.hours(1) }, /`web.releaseWatch`.*got "1 hour"/],
    [
      'releaseWatch that is a token',
      { releaseWatch: Duration.seconds(Token.asNumber({ Ref: 'Seconds' })) },
      /`web.releaseWatch` must be known at synthesis/,
    ],
    [
      'targetCpuUtilization',
      { targetCpuUtilization: 95 },
      /`web.targetCpuUtilization` must be a whole number from 10 to 90/,
    ],
    ['targetRequestsPerMinute', { targetRequestsPerMinute: 0 }, /`web.targetRequestsPerMinute`/],
    ['a name', { environment: { 'MY-NAME': 'x' } }, /`web.environment`.*got "MY-NAME"/],
    [
      'a name of the architecture',
      { environment: { DATABASE_HOST: 'x' } },
      /names that the architecture sets itself, got "DATABASE_HOST"/,
    ],
    ['a value of two lines', { environment: { TEXT: 'a\nb' } }, /`web.environment.TEXT` must be one line/],
  ])('%s is checked', (_, options, message) => expect(check(options)).toThrow(message));

  test('the sample is the default server, so Oracle requires a custom one', () => {
    expect(() => resolveWeb(new Stack(), {}, { profile: Profile.PRODUCTION, engineFamily: 'oracle' })).toThrow(
      /`web.server`/,
    );
  });
});

describe('FleetEnvironment', () => {
  test('escapes characters that systemd interprets', () => {
    expect(new FleetEnvironment({ TEXT: 'say "\\$5" `now`' }).render()).toBe('TEXT="say \\"\\\\\\$5\\" \\`now\\`"');
  });

  test('the same value again is accepted, another one is refused', () => {
    const environment = new FleetEnvironment({ A: '1' });
    environment.add('A', '1');
    expect(() => environment.add('A', '2')).toThrow(/`environment.A` must be set to one value, got "1 and 2"/);
    expect(environment.render()).toBe('A="1"');
  });
});

test('the origin header changes with its version and only then', () => {
  const stack = new Stack();
  const secretOf = (id: string, version?: number) => new OriginHeader(stack, id, { version }).secret.node.id;
  expect(secretOf('A')).toBe(secretOf('B', 1));
  expect(secretOf('C', 2)).not.toBe(secretOf('D', 3));
});
