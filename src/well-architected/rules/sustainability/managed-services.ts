import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Finding } from '../support/finding';
import { found, assess } from '../support/finding';
import type { Rule } from '../support/rule';

/** Server packages of software that AWS offers as a service. Packages of clients have other names. */
const PACKAGES = new RegExp(
  '(?<![\\w.-])(' +
    'postgresql\\d*-server|postgresql-\\d+|mysql(-community)?-server|mariadb\\d*-server|redis-server|' +
    'memcached|rabbitmq-server|mongodb-org)(?![\\w.-])',
);

/** Public container images of such software. */
const IMAGES = /(^|\/)(postgres|mysql|mariadb|redis|valkey|memcached|rabbitmq|mongo|postfix)(:[\w.-]+)?(@sha256:\w+)?$/;

const USER_DATA: Record<string, string> = {
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.UserData',
  'AWS::AutoScaling::LaunchConfiguration': 'UserData',
};

/** AWS services replace software on servers. */
export const managedServices: Rule = {
  name: 'ManagedServices',
  practice: 'SUS05-BP03',
  also: ['SEC01-BP05'],
  level: 'warning',
  requirement:
    'No server runs outside of a group, and database, cache, queue and mail are AWS services instead of software on ' +
    'servers.',
  why:
    'A server for a single task is idle most of the day, and you are responsible for its updates, backups and ' +
    'failures. A service shares its machines among many customers.',
  fix:
    'Use `database`, `cache`, `messaging` and `mail` of `EcommerceArchitecture`, Session Manager instead of a ' +
    'bastion, and an Auto Scaling group or a function for other code. In CloudFormation remove the ' +
    '`AWS::EC2::Instance`.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::EC2::Instance')
      .map((server) =>
        found(server, false, 'a managed service, or servers of an Auto Scaling group', 'a single server'),
      ),
    ...Object.entries(USER_DATA).flatMap(([type, path]) =>
      workload.ofType(type).map((servers) => softwareFinding(servers, path)),
    ),
    ...workload.ofType('AWS::ECS::TaskDefinition').flatMap(containerFindings),
  ],
};

function softwareFinding(servers: Resource, path: string): Finding {
  const values = servers.values(path).flatMap((value) => scripts(servers, value));
  const finding = assess(servers, `Properties.${path}`, values, {
    expected: 'no database, cache or queue',
    holds: (value) => !PACKAGES.test(String(value)),
  });
  // The script is too long for a report.
  const packages = values.flatMap(({ value }) => PACKAGES.exec(String(value))?.[0] ?? []);
  return { ...finding, actual: packages.length > 0 ? packages.join(' or ') : 'none in the user data' };
}

/** User data is base64, or text in `Fn::Base64`. */
function scripts({ template }: Resource, { known, value }: Possible): Possible[] {
  if (known) return [{ known, value: typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value }];
  const isText = isRecord(value) && 'Fn::Base64' in value;
  return isText ? possibleValues(template, value['Fn::Base64']).map(seen) : [{ known, value }];
}

/** Text with tokens in it counts as known: its literal parts are enough. */
function seen({ known, value }: Possible): Possible {
  return known || !['Fn::Join', 'Fn::Sub'].includes(intrinsicOf(value) ?? '')
    ? { known, value }
    : { known: true, value: textOf(value) };
}

function containerFindings(task: Resource): Finding[] {
  return task.itemPaths('ContainerDefinitions').map((container) => {
    const name = task.get(`${container}.Name`);
    return assess(task, `Properties.${container}.Image`, task.values(`${container}.Image`).map(seen), {
      item: typeof name === 'string' ? name : undefined,
      expected: 'no database, cache or queue',
      holds: (value) => !IMAGES.test(String(value)),
    });
  });
}
