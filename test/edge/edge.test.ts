import { Template } from 'aws-cdk-lib/assertions';
import { findings, Shop, stackIn } from './fixture';

test.each([undefined, 'us-east-1', 'eu-west-1', 'me-south-1'])('Region %s synthesizes without an open finding', (region) => {
  const stack = stackIn(region);
  const shop = new Shop(stack, 'Shop');
  Template.fromStack(stack).resourceCountIs('AWS::CloudFront::Distribution', 1);
  expect(findings(shop)).toEqual([]);
});
