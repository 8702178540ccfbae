import { CfnParameter, Duration, Token } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage, Port, SecurityGroup, UserData } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { only, SERVER_FOLDER, webStack } from './support/web-stack';
import type { WebStackOptions } from './support/web-stack';
import { Profile } from '../../src/core/profile';
import { USER_DATA_LIMIT } from '../../src/web/bootstrap';
import { ServerSize } from '../../src/web/server-size';
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

function show(reference: object): string {
  const [[name, value]] = Object.entries(reference);
  return name === 'Fn::Sub' ? String(value) : '${' + String(value) + '}';
}

/** The user data, references as ${LogicalId}. */
function userData(template: Template): string {
  return launchTemplate(template)
    .UserData['Fn::Base64']['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : show(part as object)))
    .join('');
}

describe.each([[false], [true]])("with CDK's recommended feature flags %s", (flags) => {
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
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: expect.stringMatching(/al2023-ami-kernel.*arm64$/),
    });
  });

  test('the group mixes types, spans every zone, never sets the current number, and tells of its doings', () => {
    const { template } = webStack({ flags });
    const [, { Properties: group, DependsOn: after }] = only(template(), GROUP);
    const [launch] = only(template(), TEMPLATE);
    expect(group).toMatchObject({
      MinSize: '2',
      MaxSize: '6',
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 600,
      MetricsCollection: [{ Granularity: '1Minute' }],
    });
    expect(group.DesiredCapacity).toBeUndefined();
    expect(group.MixedInstancesPolicy).toMatchObject({
      LaunchTemplate: {
        LaunchTemplateSpecification: {
          LaunchTemplateId: { Ref: launch },
          Version: { 'Fn::GetAtt': [launch, 'LatestVersionNumber'] },
        },
        Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }],
      },
    });
    expect(group.VPCZoneIdentifier).toEqual([
      { Ref: expect.stringMatching(/Private/) },
      { Ref: expect.stringMatching(/Private/) },
    ]);
    expect(group.NotificationConfigurations).toEqual([
      expect.objectContaining({
        TopicARN: { Ref: expect.stringMatching(/^Topic/) },
        NotificationTypes: expect.arrayContaining([
          'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
          'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
        ]),
      }),
    ]);
    // The route through NAT must be there, or no signal arrives.
    expect(after).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/PrivateSubnet1DefaultRoute/),
        expect.stringMatching(/PrivateSubnet2DefaultRoute/),
      ]),
    );
  });
});

test('a deployment waits for signals as long as a server may take to start, and keeps the minimum in service', () => {
  const { template } = webStack({ minCapacity: 4, maxCapacity: 10 });
  const [, group] = only(template(), GROUP);
  expect(group.CreationPolicy).toMatchObject({
    ResourceSignal: { Count: 4, Timeout: 'PT14M' },
    AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 100 },
  });
  expect(group.UpdatePolicy).toMatchObject({
    AutoScalingRollingUpdate: {
      WaitOnResourceSignals: true,
      PauseTime: 'PT14M',
      MinInstancesInService: 4,
      MaxBatchSize: 2,
      MinSuccessfulInstancesPercent: 100,
    },
  });
});

test.each<[string, WebStackOptions, number]>([
  ['a fixed number of servers', { minCapacity: 3, maxCapacity: 3 }, 2],
  ['one server', { minCapacity: 1, maxCapacity: 1 }, 0],
  ['a number known at deployment', { minCapacity: Token.asNumber({ Ref: 'Number' }), maxCapacity: 9 }, 1],
])('%s keeps below the maximum what must stay in service', (_, options, inService) => {
  const { template } = webStack(options);
  expect(only(template(), GROUP)[1].UpdatePolicy).toMatchObject({
    AutoScalingRollingUpdate: { MinInstancesInService: inService },
  });
});

test('a server is watched as long as is wished, and the deployment waits for it', () => {
  const { template } = webStack({ releaseWatch: Duration.minutes(10) });
  expect(only(template(), GROUP)[1].UpdatePolicy).toMatchObject({ AutoScalingRollingUpdate: { PauseTime: 'PT20M' } });
  expect(userData(template())).toContain('\nwatch=600\n');
});

test('commands of your own run inside the same frame, with references and all, and no code is uploaded for them', () => {
  const commands = UserData.forLinux();
  const { template } = webStack({ server: WebServer.userData(commands, { port: 9000 }) });
  commands.addCommands(`systemctl start mine --region ${Token.asString({ Ref: 'AWS::Region' })}`);
  const script = userData(template());
  expect(script).toContain(
    "<<'END_OF_COMMANDS'\n#!/bin/bash\nset -e\nsystemctl start mine --region ${AWS::Region}\nEND_OF_COMMANDS\n",
  );
  expect(script).toContain('\nPORT="9000"\n');
  expect(script).toContain('trap tell EXIT');
  expect(script).not.toContain('.zip');
  expect(JSON.stringify(template().findResources('AWS::IAM::Policy'))).not.toContain('.zip');
});

test('a machine image of your own is started with its own root device, in the same frame', () => {
  const image = MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' });
  const { template } = webStack({
    env: { account: '111111111111', region: 'eu-west-1' },
    server: WebServer.machineImage(image, { service: 'mine.service', rootDeviceName: '/dev/sda1' }),
  });
  expect(launchTemplate(template())).toMatchObject({
    ImageId: 'ami-0123456789abcdef0',
    BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true } }],
  });
  expect(userData(template())).toContain("\nservice='mine.service'\n");
});

test('a machine image of Windows is refused', () => {
  const image = MachineImage.genericWindows({ 'eu-west-1': 'ami-0123456789abcdef0' });
  expect(() =>
    webStack({ env: { account: '111111111111', region: 'eu-west-1' }, server: WebServer.machineImage(image) }),
  ).toThrow('`web.server` must be a machine image of Linux, got "one of Windows"');
});

test("a minimum known at deployment has the profile's default maximum", () => {
  const { stack, template } = webStack({ minCapacity: Token.asNumber({ Ref: 'Number' }) });
  new CfnParameter(stack, 'Number', { type: 'Number' });
  expect(only(template(), GROUP)[1].Properties).toMatchObject({ MinSize: { Ref: 'Number' }, MaxSize: '6' });
});

test('development has one server at least and logs that go with the stack', () => {
  const { template } = webStack({ profile: Profile.DEVELOPMENT, serverSize: ServerSize.MICRO });
  template().hasResourceProperties(GROUP, { MinSize: '1', MaxSize: '3' });
  template().hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'Delete',
    Properties: { RetentionInDays: 14, KmsKeyId: Match.anyValue() },
  });
});

test('the machine image follows the architecture', () => {
  const { template } = webStack({ serverSize: ServerSize.of(new InstanceType('m7i.large')) });
  expect(JSON.stringify(template().toJSON().Parameters)).toMatch(/al2023-ami-kernel-[\d.]+-x86_64/);
});

test('the servers are reached by the load balancer alone, on their port, and reach out by HTTPS alone', () => {
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

test('the servers may fetch exactly their script and their code, signal exactly this stack, and read exactly one alarm', () => {
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

test('the user data fetches those objects and tells this group of this stack', () => {
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

  test('an environment that EC2 would refuse is refused at synth', () => {
    const { web, template } = webStack();
    web.fleet.addEnvironment('LONG', 'x'.repeat(USER_DATA_LIMIT));
    expect(template).toThrow(/user data below 16384 bytes, got about \d+/);
  });
});
