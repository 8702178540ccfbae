import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addWeb, only, webStack } from './support/web-stack';
import { Profile } from '../../src/core/profile';
import { ServerSize } from '../../src/web/server-size';

const POLICY = 'AWS::AutoScaling::ScalingPolicy';
const ALARM = 'AWS::CloudWatch::Alarm';

test('capacity follows processor load, requests, and any other metric', () => {
  const { web, template } = webStack({ targetCpuUtilization: 50, targetRequestsPerMinute: 900 });
  web.scaleOnMetric('Backlog', {
    metric: new Metric({ namespace: 'Shop', metricName: 'BacklogPerServer' }),
    targetValue: 7,
    disableScaleIn: true,
  });
  const [group] = only(template(), 'AWS::AutoScaling::AutoScalingGroup');
  const configurations = Object.values(template().findResources(POLICY)).map(({ Properties: properties }) => {
    expect(properties).toMatchObject({ AutoScalingGroupName: { Ref: group }, PolicyType: 'TargetTrackingScaling' });
    return properties.TargetTrackingConfiguration;
  });
  expect(configurations).toEqual(
    expect.arrayContaining([
      { TargetValue: 50, PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' } },
      expect.objectContaining({
        TargetValue: 900,
        PredefinedMetricSpecification: expect.objectContaining({ PredefinedMetricType: 'ALBRequestCountPerTarget' }),
      }),
      expect.objectContaining({
        TargetValue: 7,
        DisableScaleIn: true,
        CustomizedMetricSpecification: expect.objectContaining({ MetricName: 'BacklogPerServer' }),
      }),
    ]),
  );
});

test('every signal of load balancer and servers has an alarm with the dimensions under which it is reported', () => {
  const { template } = webStack();
  const [group] = only(template(), 'AWS::AutoScaling::AutoScalingGroup');
  const inGroup = [{ Name: 'AutoScalingGroupName', Value: { Ref: group } }];
  const alarms = Object.fromEntries(
    Object.entries(template().findResources(ALARM)).map(([id, { Properties: properties }]) => [
      id.replace(/^Monitoring(.*).{8}$/, '$1'),
      properties,
    ]),
  );
  expect(Object.keys(alarms).sort()).toEqual([
    'LoadBalancerErrors',
    'ServerCpu',
    'ServerDisk',
    'ServerErrors',
    'ServerLatency',
    'ServerNetwork',
    'ServerStatus',
    'UnhealthyServers',
  ]);
  expect(alarms.ServerCpu).toMatchObject({
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: inGroup,
    Threshold: 85,
  });
  expect(alarms.ServerStatus).toMatchObject({
    Namespace: 'AWS/EC2',
    MetricName: 'StatusCheckFailed',
    Statistic: 'Maximum',
    Dimensions: inGroup,
  });
  expect(alarms.ServerDisk).toMatchObject({
    Namespace: 'CWAgent',
    MetricName: 'disk_used_percent',
    Statistic: 'Maximum',
    Dimensions: inGroup,
  });
  // 80 % of 0.75 Gbit/s, what m6g.large, the slower of the two types, keeps up.
  expect(alarms.ServerNetwork).toMatchObject({
    MetricName: 'NetworkOut',
    Statistic: 'Average',
    Dimensions: inGroup,
    Threshold: ((0.8 * 0.75e9) / 8) * 60,
  });

  const [balancer] = only(template(), 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const [targets] = only(template(), 'AWS::ElasticLoadBalancingV2::TargetGroup');
  const ofBalancer = { Name: 'LoadBalancer', Value: { 'Fn::GetAtt': [balancer, 'LoadBalancerFullName'] } };
  const ofTargets = { Name: 'TargetGroup', Value: { 'Fn::GetAtt': [targets, 'TargetGroupFullName'] } };
  expect(alarms.LoadBalancerErrors).toMatchObject({
    MetricName: 'HTTPCode_ELB_5XX_Count',
    Statistic: 'Sum',
    Dimensions: [ofBalancer],
  });
  for (const id of ['ServerLatency', 'UnhealthyServers']) {
    expect(alarms[id]).toMatchObject({ Namespace: 'AWS/ApplicationELB', Dimensions: [ofBalancer, ofTargets] });
  }
  expect(alarms.ServerErrors).toMatchObject({
    MetricName: 'HTTPCode_Target_5XX_Count',
    Statistic: 'Sum',
    Dimensions: [ofBalancer],
  });
  expect(alarms.ServerLatency).toMatchObject({ MetricName: 'TargetResponseTime', ExtendedStatistic: 'p99' });
  expect(alarms.UnhealthyServers).toMatchObject({ MetricName: 'UnHealthyHostCount', Statistic: 'Maximum' });
  for (const alarm of Object.values(alarms)) expect(alarm.TreatMissingData).toBe('notBreaching');
});

test('the dashboard shows the tier', () => {
  const { template } = webStack();
  const [, { Properties: dashboard }] = only(template(), 'AWS::CloudWatch::Dashboard');
  expect(JSON.stringify(dashboard)).toMatch(/Web: .*mem_used_percent.*EBSReadOps/);
});

test.each([
  ['MICRO', ServerSize.MICRO, 0.064],
  ['XLARGE', ServerSize.XLARGE, 1.25],
  ['an unknown type', ServerSize.of(new InstanceType('c9x.huge')), 0.75],
])('the network alarm follows the baseline of %s', (_, instanceSize, gigabits) => {
  const { template } = webStack({ serverSize: instanceSize });
  template().hasResourceProperties(ALARM, {
    MetricName: 'NetworkOut',
    Threshold: Math.round(((0.8 * gigabits * 1e9) / 8) * 60),
  });
});

describe('warnings', () => {
  const warned = (stack: Stack) =>
    Annotations.fromStack(stack)
      .findWarning('*', Match.anyValue())
      .map(({ entry }) => String(entry.data))
      .filter((text) => text.includes('web.'));

  test('burstable servers and a single one, in production', () => {
    const { stack } = webStack({ serverSize: ServerSize.MICRO, minCapacity: 1 });
    expect(warned(stack)).toEqual([
      expect.stringMatching(/`web.serverSize`.*\[ack: cdk-ecommerce-architecture:burstable-servers\]/),
      expect.stringMatching(/`web.minCapacity`.*\[ack: cdk-ecommerce-architecture:single-server\]/),
    ]);
  });

  test('none by default, none in development', () => {
    expect(warned(webStack().stack)).toEqual([]);
    expect(warned(webStack({ profile: Profile.DEVELOPMENT, serverSize: ServerSize.MICRO }).stack)).toEqual([]);
  });
});

test.each([[false], [true]])('AwsSolutions finds nothing below the web tier, feature flags %s', (flags) => {
  const { web, header, template } = webStack({ flags });
  template();
  for (const scope of [web, header]) expect(new AwsSolutionsChecks().validateScope(scope).violations).toEqual([]);
});

test('two shops in one stack do not collide', () => {
  const stack = new Stack(new App(), 'Stack');
  addWeb(stack, {}, 'One');
  addWeb(stack, {}, 'Two');
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 2);
  const named = Object.values(template.toJSON().Resources as Record<string, { Properties?: object }>).flatMap(
    ({ Properties: properties = {} }) =>
      Object.keys(properties).filter((key) =>
        /^(Name|RoleName|LogGroupName|AutoScalingGroupName|LaunchTemplateName|GroupName)$/.test(key),
      ),
  );
  expect(named.filter((key) => key !== 'AutoScalingGroupName')).toEqual([]);
});

test('no secret is in the launch template', () => {
  const { template } = webStack();
  expect(JSON.stringify(only(template(), 'AWS::EC2::LaunchTemplate'))).not.toContain('resolve:');
});
