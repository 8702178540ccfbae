import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { allTemplates, findings, RECOMMENDED, Shop, stackIn, supportTemplate, typesIn } from './fixture';
import { EdgeSupport } from '../../src/edge/edge-support';

function supportOf(shop: Shop): Stack {
  if (!shop.support.stack) throw new Error('there is no support stack');
  return shop.support.stack;
}

test("is in the shop's app and account, in us-east-1, has the same protection, and is deployed first", () => {
  const app = new App();
  const main = new Stack(app, 'Main', {
    env: { region: 'eu-west-1', account: '111122223333' },
    terminationProtection: true,
  });
  const support = supportOf(new Shop(main, 'Shop'));
  expect(support.node.scope).toBe(app);
  expect([support.region, support.account, support.terminationProtection]).toEqual(['us-east-1', '111122223333', true]);
  expect(main.dependencies).toContain(support);
  expect(support.dependencies).toEqual([]);
});

test('is in the Stage of the shop', () => {
  const app = new App();
  const stage = new Stage(app, 'Production', { env: { region: 'eu-west-1' } });
  const shop = new Shop(new Stack(stage, 'Main'), 'Shop');
  expect(supportOf(shop).node.scope).toBe(stage);
  expect(
    allTemplates(app)
      .flatMap(typesIn)
      .filter((type) => type.startsWith('Custom::')),
  ).toEqual([]);
  expect(findings(shop)).toEqual([]);
});

test('serves a shop in a nested stack', () => {
  const app = new App();
  const main = new Stack(app, 'Main', { env: { region: 'eu-west-1' } });
  const nested = new NestedStack(main, 'Nested');
  const support = supportOf(new Shop(nested, 'Shop'));
  app.synth();
  expect(main.dependencies).toContain(support);
  Template.fromStack(nested).hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { WebACLId: { 'Fn::GetStackOutput': Match.objectLike({ StackName: support.stackName }) } },
  });
});

test('contains the log bucket when CloudFront does not deliver logs to the Region of the shop', () => {
  const shop = new Shop(stackIn('me-south-1'), 'Shop');
  supportTemplate(shop).hasResourceProperties('AWS::S3::Bucket', {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  });
  const template = Template.fromStack(Stack.of(shop));
  template.resourceCountIs('AWS::S3::Bucket', 2);
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Logging: {
        Bucket: {
          'Fn::GetStackOutput': {
            StackName: supportOf(shop).stackName,
            OutputName: 'EdgeLogBucketDomain',
            Region: 'us-east-1',
          },
        },
      },
    },
  });
});

test.each(['af-south-1', 'ap-east-1', 'eu-south-1', 'me-south-1'])('%s is such a Region', (region) => {
  supportTemplate(new Shop(stackIn(region), 'Shop')).resourceCountIs('AWS::S3::Bucket', 1);
});

test('is not created when nothing needs it', () => {
  const stack = stackIn('eu-west-1');
  expect(EdgeSupport._create(stack, 'Support').stack).toBeUndefined();
  expect(stack.node.root.node.children).toHaveLength(1);
});

test('refuses resources in us-east-1 when the Region is unknown', () => {
  const stack = stackIn();
  expect(() => EdgeSupport._create(stack, 'Support')._scopeFor(stack)).toThrow('`env.region` of the stack must be');
});

describe.each([
  ['without flags', {}],
  ['with the recommended flags', RECOMMENDED],
])('%s', (_, context) => {
  test('two shops in a stack, two Regions and two stack names do not collide', () => {
    const names = (make: (app: App) => void): string[] => {
      const app = new App({ context });
      make(app);
      return app.synth().stacksRecursively.map(({ stackName, environment }) => `${environment.region} ${stackName}`);
    };
    const both = (app: App): void => {
      const stack = new Stack(app, 'Main', { env: { region: 'eu-west-1' } });
      new Shop(stack, 'One');
      new Shop(stack, 'Two');
      new Shop(new Stack(app, 'Other', { stackName: 'Main', env: { region: 'ap-southeast-1' } }), 'One');
    };
    const alone =
      (region: string, stackName: string) =>
      (app: App): void => {
        new Shop(new Stack(app, 'Main', { stackName, env: { region } }), 'One');
      };
    const deployed = [
      both,
      alone('eu-central-1', 'Main'),
      alone('eu-west-1', 'Renamed'),
      alone('eu-west-1', 'R'.repeat(128)),
    ].map(names);
    expect(deployed.map((list) => list.length)).toEqual([5, 2, 2, 2]);
    const all = deployed.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((name) => name.split(' ')[1].length <= 128)).toBe(true);
  });

  test('no custom resource, no function and no Transform in any Region, and no name that two shops share', () => {
    for (const region of [undefined, 'us-east-1', 'eu-west-1', 'me-south-1']) {
      const stack = stackIn(region, context);
      new Shop(stack, 'One');
      new Shop(stack, 'Two');
      const templates = allTemplates(stack.node.root as App);
      expect(templates.map(({ Transform }) => Transform).filter(Boolean)).toEqual([]);
      expect(templates.flatMap(typesIn).filter((type) => /^Custom::|Lambda|CustomResource/.test(type))).toEqual([]);
      const names = templates
        .flatMap(({ Resources = {} }) => Object.values(Resources))
        .flatMap(({ Type, Properties }) => namesIn(Properties).map((name) => `${Type} ${name}`));
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

/** Properties that name a resource for the whole account. */
function namesIn(properties: Record<string, unknown> = {}): string[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    if (['Name', 'LogGroupName'].includes(key) && typeof value === 'object') return [JSON.stringify(value)];
    if (/Config$/.test(key) && value && typeof value === 'object') return namesIn(value as Record<string, unknown>);
    return [];
  });
}
