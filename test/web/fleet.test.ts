import { CfnParameter, Duration, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage, UserData } from 'aws-cdk-lib/aws-ec2';
import { launchTemplate, TEMPLATE, userData } from './support/launch-template';
import { only, webStack } from './support/web-stack';
import type { WebStackOptions } from './support/web-stack';
import { Profile } from '../../src/core/profile';
import { ServerSize } from '../../src/web/server-size';
import { WebServer } from '../../src/web/web-server';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

describe.each([[false], [true]])("with CDK's recommended feature flags %s", (flags) => {
  test('every server has the launch template: IMDSv2, encrypted disk, no key, no public address', () => {
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

  test('the group mixes types, spans every zone, never sets the current number, and publishes its events', () => {
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
  ['a number that is a token', { minCapacity: Token.asNumber({ Ref: 'Number' }), maxCapacity: 9 }, 1],
])('%s keeps below the maximum what must stay in service', (_, options, inService) => {
  const { template } = webStack(options);
  expect(only(template(), GROUP)[1].UpdatePolicy).toMatchObject({
    AutoScalingRollingUpdate: { MinInstancesInService: inService },
  });
});

test('a server is observed for the given time, and the deployment waits for it', () => {
  const { template } = webStack({ releaseWatch: Duration.minutes(10) });
  expect(only(template(), GROUP)[1].UpdatePolicy).toMatchObject({ AutoScalingRollingUpdate: { PauseTime: 'PT20M' } });
  expect(userData(template())).toContain('\nwatch=600\n');
});

test('custom commands run in the same start-up, may contain references, and no code is uploaded for them', () => {
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

test('a custom machine image uses its root device and the same start-up', () => {
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
  ).toThrow('`web.server` must be a machine image of Linux, got "an image of Windows"');
});

test("a minimum that is a token has the profile's default maximum", () => {
  const { stack, template } = webStack({ minCapacity: Token.asNumber({ Ref: 'Number' }) });
  new CfnParameter(stack, 'Number', { type: 'Number' });
  expect(only(template(), GROUP)[1].Properties).toMatchObject({ MinSize: { Ref: 'Number' }, MaxSize: '6' });
});

test('development has at least one server, and its logs are deleted with the stack', () => {
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
