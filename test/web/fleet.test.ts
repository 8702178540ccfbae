import { CfnParameter, Token } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { InstanceType, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { only, SERVER_FOLDER, webStack } from './support/web-stack';
import type { WebStackOptions } from './support/web-stack';
import { Profile } from '../../src/core/profile';
import { InstanceSize } from '../../src/web/instance-size';
import { USER_DATA_LIMIT } from '../../src/web/start-up-script';
import { WebServer } from '../../src/web/web-server';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';

interface LaunchTemplateData {
  readonly UserData: { 'Fn::Base64': { 'Fn::Join': ['', unknown[]] } };
  readonly [name: string]: unknown;
}

function launchTemplate(template: Template): LaunchTemplateData {
  return only(template, TEMPLATE)[1].Properties.LaunchTemplateData as LaunchTemplateData;
}

/** The start-up script, references as ${LogicalId}. */
function userData(template: Template): string {
  return launchTemplate(template).UserData['Fn::Base64']['Fn::Join'][1]
    .map((part) => typeof part === 'string' ? part : '${' + String(Object.values(part as object)[0]) + '}').join('');
}

describe.each([[false], [true]])('with CDK\'s recommended feature flags %s', (flags) => {
  test('every server is made from a launch template: IMDSv2, encrypted disk, no key, no public address', () => {
    const { template } = webStack({ flags });
    template().resourceCountIs('AWS::AutoScaling::LaunchConfiguration', 0);
    const data = launchTemplate(template());
    expect(data).toMatchObject({
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      Monitoring: { Enabled: true },
    });
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['KeyName']));
    expect(Object.keys(data)).not.toContain('NetworkInterfaces');
    const image = (data.ImageId as { Ref: string }).Ref;
    expect(template().toJSON().Parameters[image]).toEqual({
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: expect.stringMatching(/al2023-ami-kernel.*arm64$/),
    });
  });

  test('the group mixes types, spans every zone, never sets the current number, and tells of its doings', () => {
    const { template } = webStack({ flags });
    const [, { Properties: group, DependsOn: after }] = only(template(), GROUP);
    const [launch] = only(template(), TEMPLATE);
    expect(group).toMatchObject({ MinSize: '2', MaxSize: '6', HealthCheckType: 'ELB', HealthCheckGracePeriod: 600, MetricsCollection: [{ Granularity: '1Minute' }] });
    expect(group.DesiredCapacity).toBeUndefined();
    expect(group.MixedInstancesPolicy).toMatchObject({
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: { Ref: launch }, Version: { 'Fn::GetAtt': [launch, 'LatestVersionNumber'] } },
        Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }],
      },
    });
    expect(group.VPCZoneIdentifier).toEqual([{ Ref: expect.stringMatching(/Private/) }, { Ref: expect.stringMatching(/Private/) }]);
    expect(group.NotificationConfigurations).toEqual([expect.objectContaining({
      TopicARN: { Ref: expect.stringMatching(/^Topic/) },
      NotificationTypes: expect.arrayContaining(['autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR']),
    })]);
    // The route through NAT must be there, or no signal arrives.
    expect(after).toEqual(expect.arrayContaining([expect.stringMatching(/PrivateSubnet1DefaultRoute/), expect.stringMatching(/PrivateSubnet2DefaultRoute/)]));
  });
});

test('a deployment waits for signals as long as a server may take to start, and keeps the minimum in service', () => {
  const { template } = webStack({ minCapacity: 4, maxCapacity: 10 });
  const [, group] = only(template(), GROUP);
  expect(group.CreationPolicy).toMatchObject({ ResourceSignal: { Count: 4, Timeout: 'PT10M' }, AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 100 } });
  expect(group.UpdatePolicy).toMatchObject({
    AutoScalingRollingUpdate: { WaitOnResourceSignals: true, PauseTime: 'PT10M', MinInstancesInService: 4, MaxBatchSize: 2, MinSuccessfulInstancesPercent: 100 },
  });
});

test.each<[string, WebStackOptions, number]>([
  ['a fixed number of servers', { minCapacity: 3, maxCapacity: 3 }, 2],
  ['one server', { minCapacity: 1, maxCapacity: 1 }, 0],
  ['a number known at deployment', { minCapacity: Token.asNumber({ Ref: 'Number' }), maxCapacity: 9 }, 1],
])('%s keeps below the maximum what must stay in service', (_, options, inService) => {
  const { template } = webStack(options);
  expect(only(template(), GROUP)[1].UpdatePolicy).toMatchObject({ AutoScalingRollingUpdate: { MinInstancesInService: inService } });
});

test('a minimum known at deployment has the profile\'s default maximum', () => {
  const { stack, template } = webStack({ minCapacity: Token.asNumber({ Ref: 'Number' }) });
  new CfnParameter(stack, 'Number', { type: 'Number' });
  expect(only(template(), GROUP)[1].Properties).toMatchObject({ MinSize: { Ref: 'Number' }, MaxSize: '6' });
});

test('development has one server at least and logs that go with the stack', () => {
  const { template } = webStack({ profile: Profile.DEVELOPMENT, instanceSize: InstanceSize.MICRO });
  template().hasResourceProperties(GROUP, { MinSize: '1', MaxSize: '3' });
  template().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 14, KmsKeyId: Match.anyValue() } });
});

test('the machine image follows the architecture', () => {
  const { template } = webStack({ instanceSize: InstanceSize.of(new InstanceType('m7i.large')) });
  expect(JSON.stringify(template().toJSON().Parameters)).toMatch(/al2023-ami-kernel-[\d.]+-x86_64/);
});

test('the servers are reached by the load balancer alone, on their port, and reach out by HTTPS alone', () => {
  const { template } = webStack({ server: WebServer.directory(SERVER_FOLDER, { start: 'x', port: 9000 }) });
  const [servers, { Properties: group }] = only(template(), 'AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Web servers of the shop' } });
  const [balancer] = only(template(), 'AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Load balancer of the shop' } });
  const [, { Properties: ingress }] = only(template(), 'AWS::EC2::SecurityGroupIngress', { Properties: { GroupId: { 'Fn::GetAtt': [servers, 'GroupId'] } } });
  expect(ingress).toMatchObject({ FromPort: 9000, ToPort: 9000, SourceSecurityGroupId: { 'Fn::GetAtt': [balancer, 'GroupId'] } });
  expect(group.SecurityGroupIngress).toBeUndefined();
  expect(group.SecurityGroupEgress).toEqual([expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })]);
  expect(launchTemplate(template()).SecurityGroupIds).toEqual([{ 'Fn::GetAtt': [servers, 'GroupId'] }]);
  const [targets, { Properties: target }] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup');
  expect(target).toMatchObject({ Port: 9000, Protocol: 'HTTP', HealthCheckPath: '/healthz', Matcher: { HttpCode: '200' } });
  expect(only(template(), GROUP)[1].Properties.TargetGroupARNs).toEqual([{ Ref: targets }]);
});

test('the servers may fetch exactly their code and signal exactly this stack', () => {
  const { template } = webStack();
  const [role, { Properties: properties }] = only(template(), 'AWS::IAM::Role', { Properties: { AssumeRolePolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Principal: { Service: 'ec2.amazonaws.com' } })] }) } });
  expect(JSON.stringify(properties.ManagedPolicyArns)).toMatch(/AmazonSSMManagedInstanceCore.*CloudWatchAgentServerPolicy/);
  const [policy, { Properties: { PolicyDocument: document } }] = only(template(), 'AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } });
  const statements = (document as { Statement: { Action: string; Resource: unknown }[] }).Statement;
  expect(statements.map(({ Action }) => Action)).toEqual(['s3:GetObject', 'cloudformation:SignalResource']);
  expect(JSON.stringify(statements[0].Resource)).toMatch(/\/[0-9a-f]{64}\.zip"/);
  expect(statements[1].Resource).toEqual({ Ref: 'AWS::StackId' });
  const [, launch] = only(template(), TEMPLATE);
  expect(launch.DependsOn).toEqual(expect.arrayContaining([role, policy]));
});

test('the start-up script fetches that object and tells this group of this stack', () => {
  const script = userData(webStack().template());
  const [group] = only(webStack().template(), GROUP);
  expect(script).toMatch(/aws s3 cp .*'s3:\/\/.*[0-9a-f]{64}\.zip'/);
  expect(script).toContain(`--stack '\${AWS::StackName}' --resource '${group}' --region '\${AWS::Region}'`);
  const [logs] = only(webStack().template(), 'AWS::Logs::LogGroup');
  expect(script).toContain(`"log_group_name":"\${${logs}}"`);
  expect(Buffer.byteLength(script)).toBeLessThan(USER_DATA_LIMIT / 2);
});

test('the group\'s logical id is the one of the template, also when it was overridden', () => {
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
    web.fleet.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: ['arn:aws:sns:eu-west-1:111122223333:orders'] }));
    web.fleet.addEnvironment('CACHE_HOST', Token.asString({ Ref: 'AWS::URLSuffix' }));
    const script = userData(template());
    expect(script).toContain('\nCACHE_HOST="${AWS::URLSuffix}"\n');
    expect(script).toContain('\nSHOP_NAME="My \\"shop\\""\n');
    expect(script).toContain('\nAWS_REGION="${AWS::Region}"\nPORT="8080"\nHEALTH_CHECK_PATH="/healthz"\n');
    const [servers] = only(template(), 'AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Web servers of the shop' } });
    template().hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6379, SourceSecurityGroupId: { 'Fn::GetAtt': [servers, 'GroupId'] } });
    template().hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sns:Publish' })]) } });
  });

  test('an environment that EC2 would refuse is refused at synth', () => {
    const { web, template } = webStack();
    web.fleet.addEnvironment('LONG', 'x'.repeat(USER_DATA_LIMIT));
    expect(template).toThrow(/start-up script below 16384 bytes, got about \d+/);
  });
});
