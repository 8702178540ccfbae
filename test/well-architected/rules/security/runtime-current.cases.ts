import { Aws, CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { runtimeCurrent } from '../../../../src/well-architected/rules/security/runtime-current';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fn =
  (runtime: string): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', handler: 'index.handler', runtime });
  };

export const cases: RuleCases = {
  rule: runtimeCurrent,
  compliant: {
    'the newest Node.js': fn('nodejs24.x'),
    'the newest Python': fn('python3.14'),
    'the newest Java': fn('java25'),
    'the newest .NET': fn('dotnet10'),
    'the newest Ruby of the list': fn('ruby3.4'),
    'newer than the list': fn('nodejs26.x'),
  },
  failing: {
    'a Node.js without patches': { levels: ['warning'], build: fn('nodejs18.x') },
    'a Node.js that is behind': { levels: ['info'], build: fn('nodejs22.x') },
    'a Python that is behind': fn('python3.9'),
    'a Java that is behind': fn('java8.al2'),
    'a .NET without patches': fn('dotnetcore3.1'),
    'Go, which is gone': fn('go1.x'),
    'an old custom runtime': fn('provided'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'an image': (stack) => {
      new CfnFunction(stack, 'Function', { code: { imageUri: 'image' }, role: 'arn', packageType: 'Image' });
    },
    'a custom runtime': fn('provided.al2023'),
    'a language that is not in the list': fn('cobol1.x'),
  },
  token: (stack) => {
    const runtime = new CfnParameter(stack, 'Runtime');
    fn(runtime.valueAsString)(stack);
    const old = new CfnCondition(stack, 'Old', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    new CfnFunction(stack, 'Either', {
      code: { zipFile: '' },
      role: 'arn',
      runtime: Fn.conditionIf(old.logicalId, 'nodejs22.x', 'nodejs24.x').toString(),
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        runtime: Runtime.NODEJS_24_X.name,
      }).addPropertyOverride('Runtime', 'nodejs20.x');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [[, { Properties: properties }]] = ofType(main, 'AWS::Lambda::Function');
      properties.Runtime = 'nodejs20.x';
    },
  },
  oracles: [
    {
      name: 'LambdaLatestVersion',
      rule: rules.lambda.LambdaLatestVersion,
      disagreements: {
        'the newest Ruby of the list': 'a runtime that came after the date of the list is not asked for',
        'newer than the list': 'it fails for runtimes that its version of CDK does not have',
        'a .NET without patches': 'its list ends with the old name of the family',
        'Go, which is gone': 'its list ends with the family, whose successor is another one',
        'an old custom runtime': 'it leaves custom runtimes alone, also the one that AWS withdrew',
      },
    },
  ],
};
