import { CfnParameter } from 'aws-cdk-lib';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnListener, CfnListenerRule, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnListenerProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { distribution } from './edge-builds';
import { acmCertificates } from '../../../../src/well-architected/rules/security/acm-certificates';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/a';
const FORWARD = { type: 'forward', targetGroupArn: 'arn' };
const REDIRECT = { type: 'redirect', redirectConfig: { protocol: 'HTTPS', statusCode: 'HTTP_301' } };

const listener =
  (props: Partial<CfnListenerProps>): Build =>
  (stack) => {
    new CfnListener(stack, 'Listener', {
      loadBalancerArn: 'arn',
      protocol: 'HTTP',
      defaultActions: [FORWARD],
      ...props,
    });
  };

const edge =
  (viewerCertificate?: object): Build =>
  (stack) => {
    distribution(stack, 'www.example.com').addPropertyOverride(
      'DistributionConfig.ViewerCertificate',
      viewerCertificate,
    );
  };

export const cases: RuleCases = {
  rule: acmCertificates,
  compliant: {
    'a listener': listener({ protocol: 'HTTPS', certificates: [{ certificateArn: CERTIFICATE }] }),
    'a listener with a certificate of the stack': (stack) => {
      const certificate = new CfnCertificate(stack, 'Certificate', { domainName: 'www.example.com' });
      listener({ protocol: 'TLS', certificates: [{ certificateArn: certificate.ref }] })(stack);
    },
    'a distribution': edge({ AcmCertificateArn: CERTIFICATE }),
  },
  failing: {
    'a listener in plain text': { levels: ['error'], build: listener({}), fails: ['Properties.Certificates'] },
    'a rule that serves in plain text': (stack) => {
      const answering = new CfnListener(stack, 'Listener', {
        loadBalancerArn: 'arn',
        protocol: 'HTTP',
        defaultActions: [{ type: 'fixed-response' }],
      });
      new CfnListenerRule(stack, 'Rule', {
        listenerArn: answering.ref,
        priority: 1,
        actions: [FORWARD],
        conditions: [],
      });
    },
    'an internal listener in plain text': {
      levels: ['warning'],
      build: (stack) => {
        const balancer = new CfnLoadBalancer(stack, 'Balancer', { scheme: 'internal' });
        listener({ loadBalancerArn: balancer.ref })(stack);
      },
    },
    'a listener without': {
      build: listener({ protocol: 'HTTPS' }),
      fails: ['Properties.Certificates.0.CertificateArn'],
    },
    'a listener with an uploaded certificate': listener({
      protocol: 'HTTPS',
      certificates: [{ certificateArn: 'arn:aws:iam::111111111111:server-certificate/a' }],
    }),
    'a distribution without': {
      build: edge(),
      fails: ['Properties.DistributionConfig.ViewerCertificate.AcmCertificateArn'],
    },
    'the certificate of CloudFront': edge({ CloudFrontDefaultCertificate: true }),
    'an uploaded certificate': edge({ IamCertificateId: 'id' }),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a listener that sends to HTTPS': listener({ defaultActions: [REDIRECT] }),
    'a listener of another protocol': listener({ protocol: 'TCP' }),
  },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    listener({ protocol: 'HTTPS', certificates: [{ certificateArn: given('Certificate') }] })(stack);
    new CfnListener(stack, 'Either', {
      loadBalancerArn: 'arn',
      protocol: given('Protocol'),
      defaultActions: [FORWARD],
    });
    edge({ AcmCertificateArn: given('EdgeCertificate') })(stack);
  },
  override: { state: 'compliant', build: edge({ AcmCertificateArn: CERTIFICATE }) },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::Listener')) {
        delete properties.Certificates;
      }
    },
  },
  oracles: [
    {
      name: 'ELBv2ACMCertificateRequired',
      rule: rules.elb.ELBv2ACMCertificateRequired,
      about: [
        'a listener',
        'a listener with a certificate of the stack',
        'a listener in plain text',
        'a rule that serves in plain text',
        'a listener without',
        'an internal listener in plain text',
        'a listener with an uploaded certificate',
      ],
      disagreements: {
        'a listener with an uploaded certificate': 'it takes any certificate; one in IAM is renewed by hand',
      },
    },
  ],
};
