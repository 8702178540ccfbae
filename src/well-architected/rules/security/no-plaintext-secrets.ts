import type { Resource } from '../../workload/resource';
import { isRecord, isTrue, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import {
  PASSWORD_TYPES,
  asWritten,
  holdsAccessKey,
  holdsPassword,
  isHarmless,
  isLiteral,
  namesCredential,
  namesOfSecrets,
  passwordsOf,
} from '../support/credentials';
import type { Expectation, Finding } from '../support/finding';
import { found, assess } from '../support/finding';
import type { Rule } from '../support/rule';

const EXPECTED = 'a dynamic reference to a secret, or the ARN of one';
const MANAGED = 'ManageMasterUserPassword';

/** A reader of a template or of a function's configuration learns no password. */
export const noPlaintextSecrets: Rule = {
  name: 'NoPlaintextSecrets',
  practice: 'SEC02-BP03',
  level: 'fatal',
  requirement: 'No password, token or access key is written as text in a template.',
  why:
    'Templates are in repositories, build logs and CloudFormation, where many people and tools can read them for ' +
    'years. With the password each of them can read every order and customer without being noticed.',
  fix:
    'Database, cache and functions of `EcommerceArchitecture` need no password from you. Give your functions the ARN ' +
    'of a secret with `addEnvironment`, and let them read the value. In CloudFormation set ' +
    '`ManageMasterUserPassword: true`, or use a dynamic reference `{{resolve:secretsmanager:…}}` instead of the ' +
    'text. Replace the exposed value.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
  check: (workload) => {
    const names = namesOfSecrets(workload.anyOfType('AWS::SecretsManager::Secret', 'AWS::SSM::Parameter'));
    return [
      ...workload.ofType(...PASSWORD_TYPES).flatMap((resource) => passwordFindings(workload, resource)),
      ...workload.ofType('AWS::Lambda::Function').flatMap((fn) => environmentFindings(workload, fn, names)),
      ...workload
        .ofType('AWS::SecretsManager::Secret')
        .filter((secret) => secret.raw('SecretString') !== undefined)
        // A placeholder that an operator replaces later is common here, and is no secret.
        .map((secret) => assessText(workload, secret, 'SecretString', { level: 'warning' })),
    ];
  },
};

function passwordFindings(workload: Workload, resource: Resource): Finding[] {
  const given = passwordsOf(resource);
  if (given.length === 0 && isTrue(resource.get(MANAGED))) {
    return [found(resource, true, EXPECTED, 'managed by the service', { property: `Properties.${MANAGED}` })];
  }
  return given.map((path) => assessText(workload, resource, path));
}

function environmentFindings(workload: Workload, fn: Resource, names: ReadonlySet<unknown>): Finding[] {
  const variables = fn.get('Environment.Variables');
  if (!isRecord(variables)) return [];
  return Object.entries(variables).flatMap(([item, value]) => {
    const path = `Environment.Variables.${item}`;
    const text = textOf(value);
    if (holdsAccessKey(text)) {
      return [found(fn, false, EXPECTED, 'an access key', { property: `Properties.${path}`, item })];
    }
    if (holdsPassword(text)) {
      return [
        found(fn, false, EXPECTED, 'an address with a password in it', {
          property: `Properties.${path}`,
          item,
          level: 'error',
        }),
      ];
    }
    // A name alone is no proof. An acknowledgement can state what the value is.
    return namesCredential(item)
      ? [
          assessText(workload, fn, path, {
            item,
            level: 'error',
            holds: (known) => isHarmless(known) || names.has(known),
          }),
        ]
      : [];
  });
}

/** Findings do not contain the text, because more people read reports than templates. */
function assessText(
  workload: Workload,
  resource: Resource,
  path: string,
  expectation: Partial<Expectation> = {},
): Finding {
  const isResource = (value: unknown): boolean => workload.mentions(resource, value).size > 0;
  const values = asWritten(resource.values(path), isResource);
  const finding = assess(resource, `Properties.${path}`, values, {
    expected: EXPECTED,
    holds: (value) => !isLiteral(value),
    ...expectation,
  });
  return {
    ...finding,
    actual: { failing: 'text in the template', compliant: 'no secret', undetermined: 'known at deployment only' }[
      finding.state
    ],
  };
}
