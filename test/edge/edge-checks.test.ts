import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { findings, RECOMMENDED, Shop, stackIn } from './fixture';
import type { ShopOptions } from './fixture';
import { Profile } from '../../src/core/profile';
import { resolveEdge } from '../../src/edge/edge-options';
import { WebAcl } from '../../src/edge/web-acl';

function shopIn(region?: string, options: ShopOptions = {}): Shop {
  return new Shop(stackIn(region), 'Shop', options);
}

function templateOf(shop: Shop): Template {
  return Template.fromStack(Stack.of(shop));
}

describe('alarms and widgets', () => {
  test('the alarm is in the Region of the metrics, which have the dimension Region', () => {
    const shop = shopIn('us-east-1');
    expect(shop.monitoring.alarmIds).toEqual(['EdgeErrors']);
    templateOf(shop).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/CloudFront',
      MetricName: '5xxErrorRate',
      Statistic: 'Average',
      Threshold: 5,
      TreatMissingData: 'notBreaching',
      Dimensions: [Match.objectLike({ Name: 'DistributionId' }), { Name: 'Region', Value: 'Global' }],
    });
  });

  test.each([undefined, 'eu-west-1'])('in Region %s there are widgets only, which read us-east-1', (region) => {
    const shop = shopIn(region);
    expect(shop.monitoring.alarmIds).toEqual([]);
    const [dashboard] = Object.values(templateOf(shop).findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard.Properties.DashboardBody);
    expect(body).toContain('Edge: ');
    expect(body).toContain('AWS/WAFV2');
    expect(body.match(/region\\":\\"us-east-1/g)).toHaveLength(region ? 2 : 1);
  });
});

describe('checks', () => {
  test.each([
    ['without flags', {}],
    ['with the recommended flags', RECOMMENDED],
  ])('are clean in every Region %s', (_, context) => {
    for (const region of [undefined, 'us-east-1', 'eu-west-1', 'me-south-1']) {
      expect(findings(new Shop(stackIn(region, context), 'Shop'))).toEqual([]);
    }
  });

  test('would see an open finding', () => {
    const shop = shopIn('us-east-1');
    new s3.Bucket(shop, 'Open');
    expect(() => findings(shop)).toThrow(/AwsSolutions-S10/);
  });
});

describe('bad input', () => {
  test.each([
    [
      { originReadTimeout: Duration.seconds(121) },
      '`edge.originReadTimeout` must be a whole number of seconds from 1 to 120, got',
    ],
    [{ originReadTimeout: Duration.millis(1500) }, '`edge.originReadTimeout` must be a whole number of seconds'],
    [{ originSecretVersion: 0 }, '`edge.originSecretVersion` must be a whole number from 1'],
    [
      { originPrefixListId: 'com.amazonaws.global.cloudfront.origin-facing' },
      '`edge.originPrefixListId` must be the id of a prefix list',
    ],
  ])('%p', (options, message) => {
    expect(() => resolveEdge(options, Profile.PRODUCTION)).toThrow(message);
  });

  test.each([
    [
      () => WebAcl.managed({ rateLimit: 5 }),
      '`edge.webAcl.rateLimit` must be a whole number from 10 to 2000000000, got 5',
    ],
    [
      () => WebAcl.managed({ pathLimits: { signIn: { limit: 9 } } }),
      '`edge.webAcl.pathLimits.signIn.limit` must be a whole number from 10 to 2000000000, got 9',
    ],
    [() => WebAcl.managed({ pathLimits: { cart: { limit: 99.5 } } }), '`edge.webAcl.pathLimits.cart.limit` must be'],
    [() => WebAcl.managed({ countedRules: ['no rule'] }), '`edge.webAcl.countedRules` must be names of rules'],
    [
      () => WebAcl.existing('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1'),
      '`edge.webAcl` must be the ARN of a web ACL for CloudFront',
    ],
  ])('%p', (make, message) => {
    expect(make).toThrow(message);
  });
});
