import { Token } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { launchTemplate, TEMPLATE, userData } from './support/launch-template';
import { only, SERVER_FOLDER, webStack } from './support/web-stack';
import { USER_DATA_LIMIT } from '../../src/web/bootstrap';
import { WebServer } from '../../src/web/web-server';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

test('only the load balancer reaches the servers, on their port, and they connect by HTTPS only', () => {
  const { template } = webStack({ server: WebServer.directory(SERVER_FOLDER, { start: 'x', port: 9000 }) });
  const [servers, { Properties: group }] = only(template(), 'AWS::EC2::SecurityGroup', {
    Properties: { GroupDescription: 'Web servers of the shop' },
  });
  const [balancer] = only(template(), 'AWS::EC2::SecurityGroup', {
    Properties: { GroupDescription: 'Load balancer of the shop' },
  });
  const [, { Properties: ingress }] = only(template(), 'AWS::EC2::SecurityGroupIngress', {
    Properties: { GroupId: { 'Fn::GetAtt': [servers, 'GroupId'] } },
  });
  expect(ingress).toMatchObject({
    FromPort: 9000,
    ToPort: 9000,
    SourceSecurityGroupId: { 'Fn::GetAtt': [balancer, 'GroupId'] },
  });
  expect(group.SecurityGroupIngress).toBeUndefined();
  expect(group.SecurityGroupEgress).toEqual([
    expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }),
  ]);
  expect(launchTemplate(template()).SecurityGroupIds).toEqual([{ 'Fn::GetAtt': [servers, 'GroupId'] }]);
  const [targets, { Properties: target }] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup');
  expect(target).toMatchObject({
    Port: 9000,
    Protocol: 'HTTP',
    HealthCheckPath: '/healthz',
    Matcher: { HttpCode: '200' },
  });
  expect(only(template(), GROUP)[1].Properties.TargetGroupARNs).toEqual([{ Ref: targets }]);
});

test('the servers may only read their script and code, signal this stack, and read one alarm', () => {
  const { template } = webStack();
  const [role, { Properties: properties }] = only(template(), 'AWS::IAM::Role', {
    Properties: {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Principal: { Service: 'ec2.amazonaws.com' } })],
      }),
    },
  });
  expect(JSON.stringify(properties.ManagedPolicyArns)).toMatch(
    /AmazonSSMManagedInstanceCore.*CloudWatchAgentServerPolicy/,
  );
  const [
    policy,
    {
      Properties: { PolicyDocument: document },
    },
  ] = only(template(), 'AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } });
  const statements = (document as { Statement: { Action: string; Resource: unknown }[] }).Statement;
  expect(statements.map(({ Action }) => Action)).toEqual([
    's3:GetObject',
    'cloudformation:SignalResource',
    'cloudwatch:DescribeAlarms',
  ]);
  expect((statements[0].Resource as unknown[]).map((each) => JSON.stringify(each))).toEqual([
    expect.stringMatching(/\/[0-9a-f]{64}\.sh"/),
    expect.stringMatching(/\/[0-9a-f]{64}\.zip"/),
  ]);
  expect(statements[1].Resource).toEqual({ Ref: 'AWS::StackId' });
  expect(statements[2].Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^MonitoringServerErrors/), 'Arn'] });
  const [, launch] = only(template(), TEMPLATE);
  expect(launch.DependsOn).toEqual(expect.arrayContaining([role, policy]));
});

test('the user data downloads those objects and signals this group of this stack', () => {
  const script = userData(webStack().template());
  const [group] = only(webStack().template(), GROUP);
  expect(script).toMatch(/aws s3 cp .*'s3:\/\/.*[0-9a-f]{64}\.sh'/);
  expect(script).toMatch(/code='s3:\/\/.*[0-9a-f]{64}\.zip'/);
  expect(script).toContain("AWS_DEFAULT_REGION='${AWS::Region}'");
  expect(script).toContain(`--stack '\${AWS::StackName}' --resource '${group}' --region "$AWS_DEFAULT_REGION"`);
  expect(script).toMatch(/alarm='\$\{MonitoringServerErrors\w+\}'\n/);
  const [logs] = only(webStack().template(), 'AWS::Logs::LogGroup');
  expect(script).toContain(`logs='\${${logs}}'`);
  expect(Buffer.byteLength(script)).toBeLessThan(USER_DATA_LIMIT / 4);
});

test("the group's logical id is the one of the template, also when it was overridden", () => {
  const { web, template } = webStack();
  (web.fleet.autoScalingGroup.node.defaultChild as CfnElement).overrideLogicalId('Renamed');
  expect(userData(template())).toContain("--resource 'Renamed'");
});

describe('as a client', () => {
  test('permission, network and environment reach it until the app is synthesized', () => {
    const { stack, web, template } = webStack({ environment: { SHOP_NAME: 'My "shop"' } });
    const vpc = web.loadBalancer.vpc;
    if (!vpc) throw new Error('a load balancer of ours has a VPC');
    const service = new SecurityGroup(stack, 'Service', { vpc, allowAllOutbound: false });
    web.fleet.connections.allowTo(service, Port.tcp(6379));
    web.fleet.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sns:Publish'], resources: ['arn:aws:sns:eu-west-1:111122223333:orders'] }),
    );
    web.fleet.addEnvironment('CACHE_HOST', Token.asString({ Ref: 'AWS::URLSuffix' }));
    const script = userData(template());
    expect(script).toContain('\nCACHE_HOST="${AWS::URLSuffix}"\n');
    expect(script).toContain('\nSHOP_NAME="My \\"shop\\""\n');
    expect(script).toContain('\nAWS_REGION="${AWS::Region}"\nPORT="8080"\nHEALTH_CHECK_PATH="/healthz"\n');
    const [servers] = only(template(), 'AWS::EC2::SecurityGroup', {
      Properties: { GroupDescription: 'Web servers of the shop' },
    });
    template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 6379,
      SourceSecurityGroupId: { 'Fn::GetAtt': [servers, 'GroupId'] },
    });
    template().hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sns:Publish' })]) },
    });
  });

  test('an environment that EC2 would refuse is refused at synthesis', () => {
    const { web, template } = webStack();
    web.fleet.addEnvironment('LONG', 'x'.repeat(USER_DATA_LIMIT));
    expect(template).toThrow(/the user data, .* must be at most 16384 bytes, got about \d+/);
  });
});
