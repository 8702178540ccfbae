import { verifyPresent } from '../../../../src/well-architected/rules/support/finding';
import { Template } from '../../../../src/well-architected/workload/template';
import { Workload } from '../../../../src/well-architected/workload/workload';

const workloadOf = (resources: Record<string, unknown>) =>
  new Workload('S', [new Template({ stackName: 'S', path: 'S', body: { Resources: resources } })]);

describe('the presence of a property', () => {
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
