import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { only, webStack } from './support/web-stack';
import { Profile } from '../../src/core/profile';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

function certificate(stack: Stack = new Stack()) {
  return Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');
}

test('only CloudFront reaches it, on the one port in use; the list is looked up when the Region is unknown', () => {
  const { template } = webStack();
  const [mapping, { us: usEast }] = Object.entries(template().findMappings('*')).map(
    ([id, value]) => [id, { us: value['us-east-1'] }] as const,
  )[0];
  const [balancer] = only(template(), 'AWS::EC2::SecurityGroup', {
    Properties: { GroupDescription: Match.stringLikeRegexp('Load balancer') },
  });
  const [, { Properties: ingress }] = only(template(), 'AWS::EC2::SecurityGroupIngress', {
    Properties: { GroupId: { 'Fn::GetAtt': [balancer, 'GroupId'] } },
  });
  expect(ingress).toMatchObject({
    FromPort: 80,
    ToPort: 80,
    SourcePrefixListId: { 'Fn::FindInMap': [mapping, { Ref: 'AWS::Region' }, 'OriginFacing'] },
  });
  expect(usEast).toEqual({ OriginFacing: 'pl-3b927c52' });
  template().hasResourceProperties('AWS::EC2::SecurityGroup', {
    GroupDescription: 'Load balancer of the shop',
    SecurityGroupIngress: Match.absent(),
  });
});

test.each<[string, Parameters<typeof webStack>[0], string]>([
  ['the Region', { env: { region: 'eu-central-1' } }, 'pl-a3a144ca'],
  ['the prop', { env: { region: 'eu-central-1' }, originPrefixListId: 'pl-0123456789abcdef0' }, 'pl-0123456789abcdef0'],
  ['the prop where the Region is unknown', { originPrefixListId: 'pl-01234567' }, 'pl-01234567'],
  [
    'the option in a Region without a known list',
    { env: { region: 'cn-north-1' }, originPrefixListId: 'pl-01234567' },
    'pl-01234567',
  ],
])('%s decides the prefix list, without a mapping', (_, options, id) => {
  const { template } = webStack(options);
  template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: id });
  expect(template().toJSON().Mappings).toBeUndefined();
});

test("a Region without a known prefix list is refused with the option's name", () => {
  expect(() => webStack({ env: { region: 'cn-north-1' } })).toThrow(
    /`edge.originPrefixListId` must be given in the Region cn-north-1/,
  );
});

test('an invalid id is refused', () => {
  expect(() => webStack({ originPrefixListId: 'sg-1' })).toThrow(
    /`edge.originPrefixListId` must be the id of a prefix list/,
  );
});

test("a request without a rule is refused, and the servers' rule requires the secret by reference", () => {
  const { template, header, stack } = webStack();
  const [listener, { Properties: properties }] = only(template(), LISTENER);
  expect(properties).toMatchObject({
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
  });
  const [servers] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup');
  const [, { Properties: rule }] = only(template(), RULE);
  expect(rule).toMatchObject({
    ListenerArn: { Ref: listener },
    Priority: 1000,
    Actions: [{ Type: 'forward', TargetGroupArn: { Ref: servers } }],
  });
  const [secret] = only(template(), 'AWS::SecretsManager::Secret', {
    Properties: { GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } },
  });
  expect(rule.Conditions).toEqual([
    {
      Field: 'http-header',
      HttpHeaderConfig: {
        HttpHeaderName: 'X-Origin-Verify',
        Values: [{ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secret }, ':SecretString:::}}']] }],
      },
    },
  ]);
  expect(stack.resolve(header.secret.secretArn)).toEqual({ Ref: secret });
});

test('with a certificate: HTTPS with TLS 1.3 on the one open port, and no HTTP', () => {
  const { template } = webStack({ certificate: certificate() });
  const [, { Properties: properties }] = only(template(), LISTENER);
  expect(properties).toMatchObject({
    Port: 443,
    Protocol: 'HTTPS',
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/a' }],
  });
  template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 443,
    ToPort: 443,
    SourcePrefixListId: Match.anyValue(),
  });
  expect(
    Object.values(template().findResources('AWS::EC2::SecurityGroupIngress', { Properties: { FromPort: 80 } })),
  ).toEqual([]);
});

test.each([
  [Profile.PRODUCTION, 'true'],
  [Profile.DEVELOPMENT, 'false'],
])('in %s: public, logged, guarded, deletion protection %s', (profile, protection) => {
  const { template } = webStack({ profile });
  const [bucket] = only(template(), 'AWS::S3::Bucket');
  const [policy] = only(template(), 'AWS::S3::BucketPolicy');
  const [, balancer] = only(template(), 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  expect(balancer.Properties).toMatchObject({ Scheme: 'internet-facing', Type: 'application' });
  const pairs = balancer.Properties.LoadBalancerAttributes as { Key: string; Value: unknown }[];
  const attributes = Object.fromEntries(pairs.map(({ Key, Value }) => [Key, Value]));
  expect(attributes).toMatchObject({
    'deletion_protection.enabled': protection,
    'routing.http.drop_invalid_header_fields.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'idle_timeout.timeout_seconds': '60',
    'access_logs.s3.enabled': 'true',
    'access_logs.s3.bucket': { Ref: bucket },
    'access_logs.s3.prefix': 'load-balancer',
  });
  expect(balancer.DependsOn).toContain(policy);
  expect(balancer.Properties.Subnets).toEqual([
    { Ref: expect.stringMatching(/Public/) },
    { Ref: expect.stringMatching(/Public/) },
  ]);
});

describe('a route to a function', () => {
  function routed() {
    const { stack, web, template } = webStack();
    const api = new LambdaFunction(stack, 'Api', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = 1;'),
    });
    web.addFunctionRoute('StoreApi', { path: '/api/*', priority: 20, function: api });
    return { stack, web, api, template };
  }

  test("comes before the servers' rule and requires the secret too", () => {
    const { template } = routed();
    const [targets] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup', {
      Properties: { TargetType: 'lambda' },
    });
    const [, { Properties: rule }] = only(template(), RULE, { Properties: { Priority: 20 } });
    expect(rule.Actions).toEqual([{ Type: 'forward', TargetGroupArn: { Ref: targets } }]);
    expect(rule.Conditions).toEqual([
      expect.objectContaining({
        Field: 'http-header',
        HttpHeaderConfig: expect.objectContaining({ HttpHeaderName: 'X-Origin-Verify' }),
      }),
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } },
    ]);
  });

  test('may be called by load balancers of this account and Region only, before the target group registers it', () => {
    const { template, stack, api } = routed();
    const [permission, { Properties: properties }] = only(template(), 'AWS::Lambda::Permission');
    const arn = stack.resolve(api.functionArn);
    expect(properties).toMatchObject({
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'elasticloadbalancing.amazonaws.com',
    });
    expect(JSON.stringify(properties.SourceArn)).toMatch(/AWS::Region.*AWS::AccountId.*:targetgroup\/\*/);
    const [, targets] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup', {
      Properties: { TargetType: 'lambda' },
    });
    expect(targets.Properties.Targets).toEqual([{ Id: arn }]);
    expect(targets.DependsOn).toEqual([permission]);
  });

  test('a repeated priority is refused', () => {
    const { web, api } = routed();
    expect(() => web.addFunctionRoute('Other', { path: '/other', priority: 20, function: api })).toThrow(
      /`priority` must be different from that of the route StoreApi, got 20/,
    );
  });

  test.each([
    ['a path without a slash', { path: 'api', priority: 1 }, /`path` must be a path/],
    [
      'a priority after the servers',
      { path: '/api', priority: 1000 },
      /`priority` must be a whole number from 1 to 999/,
    ],
  ])('%s is refused', (_, options, message) => {
    const { web, api } = routed();
    expect(() => web.addFunctionRoute('Other', { ...options, function: api })).toThrow(message);
  });
});
