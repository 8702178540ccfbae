import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, verdictIn } from '../support/verdict';

const EXPECTED = 'a rotation schedule';

/** Generated passwords are changed regularly. */
export const secretRotation: Rule = {
  name: 'SecretRotation',
  practice: 'SEC02-BP05',
  level: 'error',
  requirement: 'Every generated secret is rotated on a schedule, by RDS or by a rotation function.',
  why:
    'A password that leaked unnoticed, through a log, a dump or a former employee, works until it is changed. When ' +
    'the first change is in an emergency, it may stop the shop.',
  fix:
    'Leave the master password of `database` to RDS, which changes it every seven days. For other secrets call ' +
    '`addRotationSchedule`; in CloudFormation add `AWS::SecretsManager::RotationSchedule` with `RotationRules`.',
  docs: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  acknowledgedAs: ['AwsSolutions-SMG4'],
  check: (workload) => [
    ...workload
      .ofType('AWS::SecretsManager::Secret')
      // A key from another provider can be changed only there.
      .filter((secret) => secret.raw('GenerateSecretString') !== undefined && !isHeaderOnly(workload, secret))
      .map((secret) => rotationOf(workload, secret)),
    ...workload
      .ofType('AWS::RDS::DBInstance', 'AWS::RDS::DBCluster')
      .filter((database) => isTrue(database.get('ManageMasterUserPassword')))
      .map((database) =>
        found(database, true, EXPECTED, 'rotated by RDS', { property: 'Properties.ManageMasterUserPassword' }),
      ),
  ],
};

function rotationOf(workload: Workload, secret: Resource): Finding {
  const attachments = workload
    .anyOfType('AWS::SecretsManager::SecretTargetAttachment')
    .filter((attachment) => workload.follow(attachment, attachment.raw('SecretId')) === secret);
  const rotations = workload
    .anyOfType('AWS::SecretsManager::RotationSchedule')
    .filter((schedule) =>
      [secret, ...attachments].includes(workload.follow(schedule, schedule.raw('SecretId')) ?? schedule),
    )
    .flatMap((schedule) =>
      ['AutomaticallyAfterDays', 'ScheduleExpression'].map((when) =>
        verdictIn(verifyPresent(schedule, `RotationRules.${when}`, EXPECTED)),
      ),
    );
  return found(secret, anyOf(rotations), EXPECTED, rotations.length === 0 ? 'none' : 'a rotation');
}

/**
 * True for the origin verification header, by which a load balancer recognizes its distribution. It is no credential of
 * a person or a data store. It changes on both sides in one stack update, and a rotation at another time would stop all
 * requests.
 */
function isHeaderOnly(workload: Workload, secret: Resource): boolean {
  const users = [...workload.referrers(secret)];
  return (
    users.length > 0 &&
    users.every((user) => {
      if (user.type === 'AWS::CloudFront::Distribution') return true;
      return (
        user.type === 'AWS::ElasticLoadBalancingV2::ListenerRule' &&
        !workload.mentions(user, user.raw('Actions')).has(secret)
      );
    })
  );
}
