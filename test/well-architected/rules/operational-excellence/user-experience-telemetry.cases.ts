import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnHealthCheck, CfnRecordSet, CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { CfnCanary } from 'aws-cdk-lib/aws-synthetics';
import { userExperienceTelemetry } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const NAME = 'shop.example.com';

function front(stack: Stack): CfnResource {
  return new CfnResource(stack, 'Distribution', { type: 'AWS::CloudFront::Distribution' });
}

function aliasTo(stack: Stack, type = 'A'): CfnRecordSet {
  const distribution = (stack.node.tryFindChild('Distribution') as CfnResource | undefined) ?? front(stack);
  return new CfnRecordSet(stack, `Alias${type}`, {
    name: `${NAME}.`,
    type,
    hostedZoneId: 'Z1',
    aliasTarget: { dnsName: distribution.getAtt('DomainName').toString(), hostedZoneId: 'Z2' },
  });
}

const named =
  (...more: Build[]): Build =>
  (stack) => {
    aliasTo(stack);
    for (const build of more) build(stack);
  };

const check =
  (type: string, fullyQualifiedDomainName: string): Build =>
  (stack) => {
    new CfnHealthCheck(stack, 'Check', { healthCheckConfig: { type, fullyQualifiedDomainName } });
  };

export const cases: RuleCases = {
  rule: userExperienceTelemetry,
  compliant: {
    'a health check of the name': named(check('HTTPS', NAME)),
    'a health check that reads the page': named(check('HTTPS_STR_MATCH', NAME)),
    'a canary': named((stack) => {
      new CfnCanary(stack, 'Canary', {
        name: 'shop',
        artifactS3Location: 's3://bucket',
        code: { handler: 'index.handler' },
        executionRoleArn: 'arn',
        runtimeVersion: 'syn-nodejs-puppeteer-9.1',
        schedule: { expression: 'rate(5 minutes)' },
      });
    }),
    'monitoring in the browser': named((stack) => {
      new CfnAppMonitor(stack, 'Monitor', { name: 'shop', domain: NAME });
    }),
    'two records of one name': named(
      (stack) => {
        aliasTo(stack, 'AAAA');
      },
      check('HTTPS', NAME),
    ),
  },
  failing: {
    'no check exists': named(),
    'a health check without TLS': named(check('HTTP', NAME)),
    'a health check of another name': named(check('HTTPS', 'blog.example.com')),
    'a name of the load balancer in a group of records': (stack) => {
      const balancer = new CfnLoadBalancer(stack, 'Balancer');
      new CfnRecordSetGroup(stack, 'Records', {
        hostedZoneId: 'Z1',
        recordSets: [{ name: NAME, type: 'CNAME', ttl: '60', resourceRecords: [balancer.attrDnsName] }],
      });
    },
  },
  notApplicable: {
    'a shop without a name': front,
    'a record of mail': (stack) => {
      new CfnRecordSet(stack, 'Mail', { name: NAME, type: 'MX', hostedZoneId: 'Z1', resourceRecords: ['10 mail'] });
    },
  },
  token: (stack) => named(check('HTTPS', new CfnParameter(stack, 'Name').valueAsString))(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      named(check('HTTPS', NAME))(stack);
      (stack.node.findChild('Check') as CfnHealthCheck).addPropertyOverride('HealthCheckConfig.Type', 'TCP');
    },
  },
  mutation: {
    // Production already has a name without a check, because this rule only informs.
    example: 'minimal',
    change: ({ main }) => {
      const [[distribution]] = ofType(main, 'AWS::CloudFront::Distribution');
      const AliasTarget = { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: { 'Fn::GetAtt': [distribution, 'DomainName'] } };
      for (const type of ['A', 'AAAA']) {
        main.Resources[`Alias${type}`] = {
          Type: 'AWS::Route53::RecordSet',
          Properties: { Name: NAME, Type: type, HostedZoneId: 'Z1', AliasTarget },
        };
      }
    },
  },
};
