/** Templates of the shop with nothing set, from which facts are read. */
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { BusinessFunction } from '../../../src/commerce/business-function';
import { Profile } from '../../../src/core/profile';
import { EcommerceArchitecture } from '../../../src/ecommerce-architecture';
import { newStack } from '../../support/app';

/** Properties of a resource, as deep as CloudFormation nests them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Properties = Record<string, any>;

export class ShopTemplate {
  private readonly resources: Record<string, { readonly Type: string; readonly Properties: Properties }>;

  constructor(profile: Profile) {
    const stack = newStack({ env: { account: '111111111111', region: 'us-east-1' } });
    addPlainParts(new EcommerceArchitecture(stack, 'Shop', { profile }));
    this.resources = Template.fromStack(stack).toJSON().Resources;
  }

  /** @returns the first resource of the type whose logical id contains the text */
  properties(type: string, id = ''): Properties {
    const found = Object.entries(this.resources).find(([key, { Type }]) => Type === type && key.includes(id));
    if (!found) throw new Error(`no ${type} has an id with "${id}" in it`);
    return found[1].Properties;
  }

  /** @returns how many resources of the type have the text in their logical id */
  count(type: string, id: string): number {
    return Object.entries(this.resources).filter(([key, { Type }]) => Type === type && key.includes(id)).length;
  }

  /** @returns an attribute of the load balancer or of the servers' target group */
  attribute(name: string): string {
    const lists = ['LoadBalancer', 'TargetGroup'].map((kind) => {
      const found = this.properties(`AWS::ElasticLoadBalancingV2::${kind}`, kind === 'TargetGroup' ? 'Fleet' : '');
      return found[`${kind}Attributes`] as { readonly Key: string; readonly Value: string }[];
    });
    return String(lists.flat().find(({ Key }) => Key === name)?.Value);
  }

  /** @returns the alarm with this id, such as `ServerErrors` */
  alarm(id: string): Properties {
    return this.properties('AWS::CloudWatch::Alarm', id);
  }
}

/** Adds a function and an alarm with nothing set, whose defaults no part of the shop itself shows. */
function addPlainParts({ commerce, messaging, monitoring }: EcommerceArchitecture): void {
  commerce.addFunction('Added', {
    function: BusinessFunction.code(Code.fromInline('exports.handler = () => {}'), {
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    }),
    topic: messaging.orderTopic,
  });
  monitoring.addAlarm('Plain', {
    metric: new Metric({ namespace: 'Test', metricName: 'Plain' }),
    threshold: 1,
    summary: 'An alarm with nothing set.',
  });
}

export const PRODUCTION = new ShopTemplate(Profile.PRODUCTION);
export const DEVELOPMENT = new ShopTemplate(Profile.DEVELOPMENT);
