import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { plainName } from './plain-names';
import { exampleNames, loadExample } from '../support/example';
import { dependencies, ofType } from '../support/template-graph';

/** The only thing that CloudFormation cannot do itself: close the security group that every VPC is born with. */
const ALLOWED = {
  type: 'Custom::VpcRestrictDefaultSG',
  provider: 'CustomVpcRestrictDefaultSGCustomResourceProviderHandler',
};

describe.each([
  ['off', {}],
  ['on', flags],
] as [string, object][])('flags %s', (_, set) => {
  describe.each(exampleNames())('%s', (example) => {
    const stacks = () => loadExample(example, set as Record<string, unknown>).stacks;

    test('no custom resource but the one that closes the default security group', () => {
      const custom = stacks()
        .flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type))
        .filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource');
      expect(custom.filter((type) => type !== ALLOWED.type)).toEqual([]);
    });

    test("every function is a business function of the network, or that resource's", () => {
      for (const { template } of stacks()) {
        const outside = ofType(template, 'AWS::Lambda::Function')
          .filter(([, { Properties }]) => Properties.VpcConfig === undefined)
          .map(([id]) => id);
        expect(outside.map(plainName).filter((name) => name !== ALLOWED.provider)).toEqual([]);
        for (const id of outside) {
          const users = [...dependencies(template)]
            .filter(([, needed]) => needed.has(id))
            .map(([user]) => template.Resources[user].Type);
          expect(new Set(users)).toEqual(new Set([ALLOWED.type]));
        }
      }
    });

    test('no transform and no language extension', () => {
      for (const { template } of stacks()) {
        expect(template.Transform).toBeUndefined();
        expect(JSON.stringify(template)).not.toMatch(/"Fn::(Transform|ForEach|ToJsonString|Length)|"DefaultValue"/);
      }
    });
  });
});
