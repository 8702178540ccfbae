import { Template } from '../../../src/well-architected/workload/template';
import { Workload } from '../../../src/well-architected/workload/workload';

const workloadOf = (resources: Record<string, unknown>, paths: Record<string, string> = {}) =>
  new Workload('S', [
    new Template({ stackName: 'S', path: 'S', body: { Resources: resources }, paths: new Map(Object.entries(paths)) }),
  ]);

describe('providers of CDK are excluded', () => {
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

  test('the provider framework, by its handler, where a template has no paths', () => {
    const { exempt } = workloadOf({
      Framework: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'framework.onEvent' } },
      Own: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'my-framework.handler' } },
    });
    expect(exempt.map(({ logicalId }) => logicalId)).toEqual(['Framework']);
  });
});
