import { readFileSync } from 'fs';
import { join } from 'path';
import { HELP, parseOptions, UsageError } from '../../../shop/local/options';
import { ROOT } from '../support/web-process';

const refused = (...args: string[]): string => {
  try {
    parseOptions(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
};

const database = (url: string) => parseOptions(['--database-url', url]).database;

describe('options', () => {
  test('have defaults', () => {
    expect(parseOptions([])).toEqual({
      help: false,
      port: 8080,
      database: undefined,
      cache: undefined,
      data: undefined,
      shipAfterSeconds: 5,
      demo: true,
    });
  });

  test('can all be set', () => {
    const args = [
      '--port',
      '0',
      '--cache-url=rediss://cache.example',
      '--data',
      'here',
      '--ship-after',
      '60',
      '--no-demo',
      '-h',
    ];
    expect(parseOptions(args)).toMatchObject({
      help: true,
      port: 0,
      cache: { host: 'cache.example', port: 6379, tls: true },
      data: 'here',
      shipAfterSeconds: 60,
      demo: false,
    });
    expect(parseOptions(['--cache-url', 'redis://[::1]:7000']).cache).toEqual({ host: '::1', port: 7000, tls: false });
  });

  test('are exactly those in the help text', () => {
    const inHelp = [...HELP.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name);
    for (const name of inHelp) expect(() => parseOptions([`--${name}`])).not.toThrow(/Unknown/);
    expect(inHelp).toEqual(['port', 'database-url', 'cache-url', 'data', 'ship-after', 'no-demo', 'help']);
    const inDocument = [...readFileSync(join(ROOT, 'docs/laptop.md'), 'utf8').matchAll(/^\| `--([a-z-]+)/gm)].map(
      ([, name]) => name,
    );
    expect([...inDocument, 'help']).toEqual(inHelp);
  });

  test.each([
    [['--prot', '80'], "Unknown option '--prot'"],
    [['now'], "Unexpected argument 'now'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--no-demo=1'], "Option '--no-demo' does not take an argument"],
    [['--port', '99999'], '--port must be a whole number from 0 to 65535, got "99999"'],
    [['--port', '80a'], '--port must be a whole number from 0 to 65535, got "80a"'],
    [['--ship-after=-1'], '--ship-after must be a whole number from 0 to 86400, got "-1"'],
    [['--data', ' '], '--data must name a folder, got an empty text'],
    [['--cache-url', 'localhost:6379'], '--cache-url must begin with redis:// or rediss://, got localhost://'],
    [['--cache-url', 'redis://'], '--cache-url must name a host, as in redis://host:6379'],
    [['--cache-url', 'redis://host/1'], '--cache-url must end with the port, as in redis://host:6379'],
  ])('%j is refused', (args, message) => expect(refused(...args)).toBe(message));

  test('never appear in messages when they may contain a password', () => {
    for (const url of [
      'redis://user:secret@host',
      'secret',
      'http://u:secret@h/d',
      'postgres://u:secret@h',
      'postgres://u:secret@h/d?sslmode=secret',
      'mysql://u:secret%@h/d',
      'postgres://:secret@h/d',
    ]) {
      expect(refused(url.startsWith('redis') ? '--cache-url' : '--database-url', url)).not.toContain('secret');
    }
  });
});

describe("the database's address", () => {
  test('is parsed for each engine', () => {
    expect(database('postgres://ada:p%40ss@db.example/shop')).toEqual({
      engine: 'postgres',
      host: 'db.example',
      port: 5432,
      name: 'shop',
      user: 'ada',
      password: 'p@ss',
      signIn: 'password',
      tls: true,
    });
    expect(database('postgresql://ada@db.example:6000/shop')).toMatchObject({
      engine: 'postgres',
      port: 6000,
      password: '',
    });
    expect(database('mysql://ada@db.example/shop')).toMatchObject({ engine: 'mysql', port: 3306 });
    expect(database('mariadb://ada@db.example/shop')).toMatchObject({ engine: 'mariadb', port: 3306 });
  });

  test.each(['localhost', '127.0.0.1', '127.8.8.8', '[::1]'])('TLS is off for %s', (host) => {
    expect(database(`postgres://a@${host}/d`)?.tls).toBe(false);
    expect(database(`postgres://a@${host}/d?sslmode=verify-full`)?.tls).toBe(true);
  });

  test.each(['db.example', '10.0.0.1', '127.0.0.1.example', 'localhost.example'])('TLS is verified for %s', (host) => {
    expect(database(`mysql://a@${host}/d`)?.tls).toBe(true);
    expect(database(`mysql://a@${host}/d?sslmode=disable`)?.tls).toBe(false);
    expect(database(`mysql://a@${host}/d?sslmode=require&sslrootcert=ca.pem`)).toMatchObject({
      tls: true,
      rootCertificates: 'ca.pem',
    });
  });

  test.each([
    ['sqlserver://a@h/d', 'must begin with postgres:// or mysql://, got sqlserver://'],
    [
      'postgres://a@h',
      'must name host and database, as in ' +
        'postgres://user:password@host:5432/name or mysql://user:password@host:3306/name',
    ],
    [
      'postgres://h/d',
      'must name a user, as in postgres://user:password@host:5432/name or mysql://user:password@host:3306/name',
    ],
    [
      'postgres://a@h/d?sslmode=prefer',
      'must have one of these values of sslmode: disable, require, verify-ca, verify-full',
    ],
    ['postgres://a@h/d?application_name=x', 'must have no parameters but sslmode and sslrootcert'],
    ['mysql://a:100%@h/d', 'has a % that is not part of an encoded character: write it as %25'],
    [
      'shop',
      'must be an address such as postgres://user:password@host:5432/name or mysql://user:password@host:3306/name',
    ],
  ])('%s is refused', (url, message) => expect(refused('--database-url', url)).toBe(`--database-url ${message}`));
});
