import type { Resource } from '../../workload/resource';
import type { Possible } from '../../workload/value';
import { found, assess, verify } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { imageName, SERVER_PREFIXES } from '../support/servers';

const LICENSED_ENGINE = /^(custom-)?(oracle|sqlserver|db2)-/;
const LICENSED_SYSTEM = /windows|rhel|red-?hat|suse|sles/i;
/** Paths at which AWS publishes images. The price of a marketplace image is not in its name. */
const PUBLIC_IMAGE = /\/aws\/service\/(?!marketplace\/)/;

/** Licences are billed by processor and hour. */
export const noLicensedEngine: Rule = {
  name: 'NoLicensedEngine',
  practice: 'COST05-BP04',
  level: 'info',
  requirement: 'Databases and servers run software that needs no licence.',
  why:
    'A commercial database engine or operating system can cost more than the machine that it runs on, and the ' +
    'standby in the other zone costs the same again.',
  fix:
    'Set `database.engine` to `DatabaseEngine.postgres()`, `mysql()` or `mariadb()`, and use a Linux image in ' +
    '`web.server`. In CloudFormation set `Engine` and `ImageId`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Concepts.Licensing.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter((database) => database.raw('Engine') !== undefined)
      .map((database) =>
        verify(database, 'Engine', {
          expected: 'an open-source engine',
          holds: (engine) => !LICENSED_ENGINE.test(String(engine)),
        }),
      ),
    ...Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) =>
      workload
        .ofType(type)
        .filter((server) => server.raw(`${prefix}ImageId`) !== undefined)
        .map((server) => imageFinding(server, prefix)),
    ),
  ],
};

function imageFinding(server: Resource, prefix: string): Finding {
  const property = `Properties.${prefix}ImageId`;
  const expected = 'an image of Linux without a subscription';
  if (JSON.stringify(server.raw(`${prefix}UserData`) ?? '').includes('<powershell>')) {
    return found(server, false, expected, 'Windows user data', { property });
  }
  const systems = server.values(`${prefix}ImageId`).map(({ value }): Possible => {
    const path = imageName(server, value);
    return PUBLIC_IMAGE.test(path) ? { known: true, value: path } : { known: false, value };
  });
  return assess(server, property, systems, { expected, holds: (path) => !LICENSED_SYSTEM.test(String(path)) });
}
