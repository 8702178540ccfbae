import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Finding } from '../support/finding';
import { found, judge } from '../support/finding';
import type { Rule } from '../support/rule';

/** Packages of servers that AWS runs as a service; those of their clients have other names. */
const PACKAGES =
  /(?<![\w.-])(postgresql\d*-server|postgresql-\d+|mysql(-community)?-server|mariadb\d*-server|redis-server|memcached|rabbitmq-server|mongodb-org)(?![\w.-])/;

/** The public images of the same. */
const IMAGES = /(^|\/)(postgres|mysql|mariadb|redis|valkey|memcached|rabbitmq|mongo|postfix)(:[\w.-]+)?(@sha256:\w+)?$/;

const USER_DATA: Record<string, string> = {
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.UserData',
  'AWS::AutoScaling::LaunchConfiguration': 'UserData',
};

/** Machines are shared with others where a service does the same work. */
export const managedServices: Rule = {
  name: 'ManagedServices',
  practice: 'SUS05-BP03',
  also: ['SEC01-BP05'],
  level: 'warning',
  requirement:
    'No server stands alone, and database, cache, queue and mail are services of AWS instead of software on servers.',
  why: 'A server for one task is idle most of the day, and its updates, backups and failures are yours; a service shares its machines among many customers.',
  fix:
    'Take the rooms `database`, `cache`, `messaging` and `mail` of the construct, Session Manager instead of a bastion, and an Auto Scaling group or a function ' +
    'for code of yours; in CloudFormation no `AWS::EC2::Instance`.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::EC2::Instance')
      .map((server) =>
        found(server, false, 'a managed service, or servers of an Auto Scaling group', 'a server alone'),
      ),
    ...Object.entries(USER_DATA).flatMap(([type, path]) =>
      workload.ofType(type).map((servers) => softwareFinding(servers, path)),
    ),
    ...workload.ofType('AWS::ECS::TaskDefinition').flatMap(containerFindings),
  ],
};

function softwareFinding(servers: Resource, path: string): Finding {
  const values = servers.values(path).flatMap((value) => scripts(servers, value));
  const finding = judge(servers, `Properties.${path}`, values, {
    expected: 'no database, cache or queue',
    holds: (value) => !PACKAGES.test(String(value)),
  });
  // The script itself is too long for a report.
  const packages = values.flatMap(({ value }) => PACKAGES.exec(String(value))?.[0] ?? []);
  return { ...finding, actual: packages.length > 0 ? packages.join(' or ') : 'none is seen in the user data' };
}

/** User data stands in the template as text to be encoded, or encoded already. */
function scripts({ template }: Resource, { known, value }: Possible): Possible[] {
  if (known) return [{ known, value: typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value }];
  const isText = isRecord(value) && 'Fn::Base64' in value;
  return isText ? possibleValues(template, value['Fn::Base64']).map(seen) : [{ known, value }];
}

/** Text with values in it is known as far as it matters. */
function seen({ known, value }: Possible): Possible {
  return known || !['Fn::Join', 'Fn::Sub'].includes(intrinsicOf(value) ?? '')
    ? { known, value }
    : { known: true, value: textOf(value) };
}

function containerFindings(task: Resource): Finding[] {
  return task.itemPaths('ContainerDefinitions').map((container) => {
    const name = task.get(`${container}.Name`);
    return judge(task, `Properties.${container}.Image`, task.values(`${container}.Image`).map(seen), {
      item: typeof name === 'string' ? name : undefined,
      expected: 'no database, cache or queue',
      holds: (value) => !IMAGES.test(String(value)),
    });
  });
}
