import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { PERMISSIONS } from './permission-table';
import { permissions } from './statements';
import { exampleNames, loadExample } from '../support/example';

test.each([
  ['off', {}],
  ['on', flags],
])('minimal, flags %s: each role may do what its table says, and nothing else', (_, set) => {
  expect(permissions(loadExample('minimal', set).main.template)).toEqual(PERMISSIONS);
});

test('a sender adds sending through the configuration set, as that sender, to the functions that write mail', () => {
  const found = permissions(loadExample('custom-domain').main.template);
  const mailers = Object.entries(found).flatMap(([role, lines]) =>
    Object.entries(lines)
      .filter(([, actions]) => actions.includes('ses:'))
      .map(([resource, actions]) => `${role} ${actions} ${resource.replace(/^arn:.*?:ses:[^:]*:[^:]*:/, '')}`),
  );
  const ses = (role: string) => [
    `${role} ses:SendEmail configuration-set/<MailConfigurationSet> if ses:FromAddress StringEquals orders@example.com`,
    `${role} ses:SendEmail identity/<MailSender> if ses:FromAddress StringEquals orders@example.com`,
  ];
  expect(mailers.sort()).toEqual(
    ['CustomerNotification', 'OrderProcessing', 'ScheduledTasks', 'ShippingNotification']
      .map((name) => `Commerce${name}Role`)
      .flatMap(ses),
  );
});

describe.each(exampleNames())('%s', (example) => {
  const roles = () => loadExample(example).stacks.flatMap(({ template }) => Object.entries(permissions(template)));

  test('no role has a wildcard action, and a wildcard resource only where a resource cannot be named', () => {
    for (const [role, lines] of roles()) {
      for (const [resource, actions] of Object.entries(lines)) {
        if (resource === 'assumed by' || resource === 'managed') continue;
        expect(`${role} ${actions}`).not.toContain('*');
        if (resource === '*') expect(actions).toBe(PERMISSIONS.CommerceStoreApiRole['*']);
      }
    }
  });

  test('no policy of a resource allows all principals, except one that names a role in its condition', () => {
    const anybody = loadExample(example)
      .stacks.flatMap(({ template }) => Object.values(template.Resources))
      .flatMap(({ Type, Properties = {} }) => {
        const { Statement = [] } = Properties.PolicyDocument ?? Properties.KeyPolicy ?? {};
        return (Statement as { Effect: string; Principal?: unknown; Condition?: Record<string, unknown> }[])
          .filter(
            ({ Effect, Principal }) =>
              Effect === 'Allow' && /^("\*"|\{"AWS":"\*"\})$/.test(JSON.stringify(Principal) ?? ''),
          )
          .map(({ Condition }) => `${Type} ${Object.keys(Condition?.ArnEquals ?? {})}`);
      });
    expect(new Set(anybody)).toEqual(new Set(['AWS::KMS::Key aws:PrincipalArn']));
  });

  test("only the migrations read the owner's password; with Oracle also clients without another way to sign in", () => {
    const readers = roles()
      .filter(([, lines]) => Object.keys(lines).some((resource) => resource.includes('MasterUserSecret')))
      .map(([role]) => role);
    if (example === 'oracle') expect(readers).not.toEqual([]);
    else expect(readers).toEqual(['CommerceMigrationsRole']);
  });
});
