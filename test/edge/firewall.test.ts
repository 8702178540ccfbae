import { App, Aws, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Shop, stackIn, supportTemplate } from './fixture';
import { WebAcl } from '../../src/edge/web-acl';

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: unknown;
  readonly Statement: {
    readonly RateBasedStatement?: unknown;
    readonly ManagedRuleGroupStatement?: { readonly Name: string; readonly RuleActionOverrides?: unknown[] };
  };
}

function rulesOf(template: Template): Rule[] {
  const [webAcl] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
  return webAcl.Properties.Rules as Rule[];
}

function groupsOf(template: Template): string[] {
  return rulesOf(template).flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name ?? []);
}

const EXISTING = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/corporate/1';
const ARN_ONLY = { webAcl: WebAcl.existing(EXISTING) };

describe('in us-east-1', () => {
  const stack = stackIn('us-east-1');
  const shop = new Shop(stack, 'Shop', {
    edge: { webAcl: WebAcl.managed({ rateLimit: 300, countedRules: ['CrossSiteScripting_BODY'] }) },
  });
  const template = Template.fromStack(stack);

  test('the web ACL of CloudFront is in the same stack', () => {
    const [id] = Object.keys(template.findResources('AWS::WAFv2::WebACL', { Properties: { Scope: 'CLOUDFRONT' } }));
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { WebACLId: { 'Fn::GetAtt': [id, 'Arn'] } },
    });
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
    expect(shop.support.stack).toBeUndefined();
    expect(shop.edge.webAcl?.webAcl.scope).toBe('CLOUDFRONT');
  });

  test('it blocks by the managed rules, and an address that exceeds the rate limit', () => {
    expect(groupsOf(template)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ]);
    const [first] = rulesOf(template);
    expect(first).toMatchObject({
      Name: 'rate-limit',
      Action: {
        Block: { CustomResponse: { ResponseCode: 429, ResponseHeaders: [{ Name: 'retry-after', Value: '300' }] } },
      },
      Statement: { RateBasedStatement: { Limit: 300, AggregateKeyType: 'IP', EvaluationWindowSec: 300 } },
    });
    expect(rulesOf(template).map(({ Priority }) => Priority)).toEqual(rulesOf(template).map((_, index) => index));
    const overrides = rulesOf(template).flatMap(
      ({ Statement }) => Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [],
    );
    expect(overrides).toEqual(
      ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY'].map((Name) => ({ Name, ActionToUse: { Count: {} } })),
    );
  });

  test('what it blocks or counts is logged, encrypted, without credentials', () => {
    const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^aws-waf-logs-')])] },
      KmsKeyId: Match.anyValue(),
      RetentionInDays: 365,
    });
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      LogDestinationConfigs: [
        { 'Fn::Sub': [Match.stringLikeRegexp(':log-group:\\$\\{Log\\}$'), { Log: { Ref: group } }] },
      ],
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
      LoggingFilter: { DefaultBehavior: 'DROP' },
    });
    // A destination that ends in :* is refused by AWS WAF.
    expect(JSON.stringify(template.findResources('AWS::WAFv2::LoggingConfiguration'))).not.toContain(':*');
  });
});

describe('in another Region', () => {
  const stack = stackIn('eu-west-1');
  const shop = new Shop(stack, 'Shop');

  test('the web ACL is in the support stack, with a separate key, and CloudFront gets its ARN from there', () => {
    const support = supportTemplate(shop);
    support.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
    support.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    support.hasOutput('WebAclArn', { Export: Match.absent() });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        WebACLId: {
          'Fn::GetStackOutput': {
            StackName: shop.support.stack?.stackName,
            OutputName: 'WebAclArn',
            Region: 'us-east-1',
          },
        },
      },
    });
    Template.fromStack(stack).resourceCountIs('AWS::WAFv2::WebACL', 0);
  });
});

describe.each([
  ['unknown', undefined],
  ['in a partition without us-east-1', 'cn-north-1'],
])('with a Region that is %s', (_, region) => {
  const stack = stackIn(region);
  new Shop(stack, 'Shop');
  const template = Template.fromStack(stack);

  test('the web ACL is at the load balancer', () => {
    const [webAcl] = Object.keys(template.findResources('AWS::WAFv2::WebACL', { Properties: { Scope: 'REGIONAL' } }));
    const [loadBalancer] = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { Ref: loadBalancer },
      WebACLArn: { 'Fn::GetAtt': [webAcl, 'Arn'] },
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { WebACLId: Match.absent() },
    });
  });

  test('it uses the address that CloudFront sets, and does not evaluate the source address', () => {
    expect(groupsOf(template)).not.toContain('AWSManagedRulesAmazonIpReputationList');
    const rates = rulesOf(template).flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);
    expect(rates[0]).toMatchObject({ Limit: 5000, EvaluationWindowSec: 300 });
    expect(rates).toHaveLength(7);
    for (const rate of rates) {
      const key = { Header: { Name: 'x-shop-viewer-address', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } };
      expect(rate).toMatchObject({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [key] });
    }
    const [[id, { Properties }]] = Object.entries(template.findResources('AWS::CloudFront::Function'));
    const handler = new Function(`${Properties.FunctionCode}; return handler;`)() as (event: unknown) => {
      headers: unknown;
    };
    const spoofed = {
      viewer: { ip: '198.51.100.7' },
      request: { headers: { 'x-shop-viewer-address': { value: '203.0.113.9' }, host: { value: 'shop' } } },
    };
    expect(handler(spoofed).headers).toEqual({
      'x-shop-viewer-address': { value: '198.51.100.7' },
      host: { value: 'shop' },
    });
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    const { DefaultCacheBehavior, CacheBehaviors } = distribution.Properties.DistributionConfig as {
      DefaultCacheBehavior: Record<string, unknown>;
      CacheBehaviors: Record<string, unknown>[];
    };
    const asked = [DefaultCacheBehavior, ...CacheBehaviors].filter(({ FunctionAssociations }) => FunctionAssociations);
    expect(asked.map(({ PathPattern }) => PathPattern)).toEqual([
      undefined,
      '/static/*',
      '/api/*',
      '/webhooks/payments/*',
    ]);
    expect(DefaultCacheBehavior.FunctionAssociations).toEqual([
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [id, 'FunctionARN'] } },
    ]);
  });

  test('servers, which limit sign-ins by it, can trust it in every Region', () => {
    const known = stackIn('us-east-1');
    new Shop(known, 'Shop');
    const { DistributionConfig } = Object.values(
      Template.fromStack(known).findResources('AWS::CloudFront::Distribution'),
    )[0].Properties;
    expect(DistributionConfig.DefaultCacheBehavior.FunctionAssociations).toEqual([
      { EventType: 'viewer-request', FunctionARN: expect.anything() },
    ]);
  });

  test('its log omits the secret header', () => {
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: Match.arrayWith([{ SingleHeader: { Name: 'x-origin-verify' } }]),
    });
  });

  test('a warning names the weakness and the fix', () => {
    Annotations.fromStack(stack).hasWarning(
      '*',
      Match.stringLikeRegexp('reputation of addresses.*`env.region`.*region-unknown'),
    );
  });
});

describe('an existing web ACL', () => {
  test.each([undefined, 'us-east-1', 'eu-west-1'])(
    'stands before CloudFront also in Region %s, and nothing is made for it',
    (region) => {
      const stack = stackIn(region);
      const shop = new Shop(stack, 'Shop', { edge: ARN_ONLY });
      const template = Template.fromStack(stack);
      template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { WebACLId: EXISTING } });
      template.resourceCountIs('AWS::WAFv2::WebACL', 0);
      expect(shop.support.stack).toBeUndefined();
      expect(shop.edge.webAcl).toBeUndefined();
      expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('region-unknown'))).toEqual([]);
    },
  );

  test('can be a token', () => {
    expect(
      () =>
        new Shop(new Stack(new App(), 'Main'), 'Shop', {
          edge: { webAcl: WebAcl.existing(`arn:${Aws.PARTITION}:wafv2`) },
        }),
    ).not.toThrow();
  });
});
