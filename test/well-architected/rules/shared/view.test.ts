import { verifyPresent } from '../../../../src/well-architected/workload/finding';
import { Template } from '../../../../src/well-architected/workload/template';
import { alike, anyOf, everyOf, not } from '../../../../src/well-architected/workload/verdict';
import { Workload } from '../../../../src/well-architected/workload/workload';

const workloadOf = (resources: Record<string, unknown>, paths: Record<string, string> = {}) =>
  new Workload('S', [
    new Template({ stackName: 'S', path: 'S', body: { Resources: resources }, paths: new Map(Object.entries(paths)) }),
  ]);

describe('helpers of CDK are left out', () => {
  test.each([
    'S/Provider/framework-onEvent/Resource',
    'S/Provider/framework-isComplete/ServiceRole/Resource',
    'S/Provider/framework-onTimeout/Resource',
    'S/BucketNotificationsHandler050a0587b7544547bf325f094a3db834/Role/Resource',
    'S/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/Resource',
  ])('%s', (path) => {
    const { exempt, resources } = workloadOf({ Helper: { Type: 'AWS::Lambda::Function' } }, { Helper: path });
    expect([exempt.length, resources.length]).toEqual([1, 0]);
  });

  test('the framework by its handler, where a template has no paths', () => {
    const { exempt } = workloadOf({
      Framework: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'framework.onEvent' } },
      Own: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'my-framework.handler' } },
    });
    expect(exempt.map(({ logicalId }) => logicalId)).toEqual(['Framework']);
  });
});

describe('whether a property is given', () => {
  const stateWhere = (DeadLetterConfig: unknown) => {
    const [fn] = workloadOf({
      Function: { Type: 'AWS::Lambda::Function', Properties: { DeadLetterConfig } },
      Queue: { Type: 'AWS::SQS::Queue' },
    }).resources;
    return verifyPresent(fn, 'DeadLetterConfig.TargetArn', 'a queue').state;
  };

  test.each([
    ['compliant', 'a text', { TargetArn: 'arn' }],
    ['compliant', 'a reference', { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
    ['compliant', 'an import', { TargetArn: { 'Fn::ImportValue': 'queue' } }],
    ['undetermined', 'a parameter', { TargetArn: { Ref: 'Parameter' } }],
    ['undetermined', 'a token around it', { 'Fn::Transform': { Name: 'DeadLetters' } }],
    ['undetermined', 'an import around it', { 'Fn::ImportValue': 'dead-letters' }],
    [
      'undetermined',
      'one side of a condition',
      { 'Fn::If': ['Chosen', { TargetArn: 'arn' }, { Ref: 'AWS::NoValue' }] },
    ],
    ['failing', 'nothing', {}],
  ])('%s: %s', (state, _, given) => {
    expect(stateWhere(given)).toBe(state);
  });
});

test('what nobody knows decides nothing, and settles nothing either', () => {
  expect([anyOf([undefined, true]), anyOf([undefined, false]), anyOf([])]).toEqual([true, undefined, false]);
  expect([everyOf([undefined, false]), everyOf([undefined, true]), everyOf([])]).toEqual([false, undefined, true]);
  expect([alike([true, true]), alike([true, false]), alike([false, undefined]), alike([])]).toEqual([
    true,
    undefined,
    undefined,
    undefined,
  ]);
  expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
});
