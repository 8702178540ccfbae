import { CfnVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnListener, CfnListenerRule, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnListenerProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { rules } from 'cdk-nag';
import type { Build, RuleCases } from '../../../support/cases';
import { distribution, loadBalancer } from '../edge-builds';
import type { Behind } from '../edge-builds';

export const FORWARD = { type: 'forward', targetGroupArn: 'arn' };
const REDIRECT = { type: 'redirect', redirectConfig: { protocol: 'HTTPS', statusCode: 'HTTP_301' } };
export const MODERN = {
  acmCertificateArn: 'arn',
  minimumProtocolVersion: 'TLSv1.2_2021',
  sslSupportMethod: 'sni-only',
};

/** A compliant distribution, except for these properties of the distribution and of its origin. */
export const edge =
  (config: Behind['config'] = {}, origin: Partial<CfnDistribution.CustomOriginConfigProperty> = {}): Build =>
  (stack) => {
    distribution(stack, 'www.example.com', {
      config: { viewerCertificate: MODERN, ...config },
      origin: {
        customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'], ...origin },
      },
    });
  };

export const behavior = (viewerProtocolPolicy: string) => ({ targetOriginId: 'Shop', viewerProtocolPolicy });
const media = (viewerProtocolPolicy: string) => ({ pathPattern: '/media/*', ...behavior(viewerProtocolPolicy) });

export const listener =
  (props: Partial<CfnListenerProps>): Build =>
  (stack) => {
    new CfnListener(stack, 'Listener', {
      loadBalancerArn: 'arn',
      protocol: 'HTTPS',
      defaultActions: [FORWARD],
      ...props,
    });
  };

const vpcOrigin =
  (originProtocolPolicy: string): Build =>
  (stack) => {
    new CfnVpcOrigin(stack, 'Origin', { vpcOriginEndpointConfig: { arn: 'arn', name: 'shop', originProtocolPolicy } });
  };

/** Distributions, VPC origins and listeners. */
export const edgeCases: Pick<RuleCases, 'compliant' | 'failing' | 'notApplicable' | 'oracles'> = {
  compliant: {
    'a distribution': edge(),
    'a distribution with the newest versions': edge({
      viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.3_2025' },
    }),
    'a distribution that redirects': edge({
      defaultCacheBehavior: behavior('redirect-to-https'),
      cacheBehaviors: [media('https-only')],
    }),
    'a VPC origin': vpcOrigin('https-only'),
    'a listener': listener({ sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06' }),
    'a listener with TLS 1.3 alone': listener({ protocol: 'TLS', sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' }),
    'a listener that redirects': listener({ protocol: 'HTTP', defaultActions: [REDIRECT] }),
    'a listener that answers nothing': listener({
      protocol: 'HTTP',
      defaultActions: [{ type: 'fixed-response', fixedResponseConfig: { statusCode: '403' } }],
    }),
  },
  failing: {
    'the certificate of CloudFront': {
      build: edge({ viewerCertificate: { ...MODERN, cloudFrontDefaultCertificate: true } }),
      fails: ['MinimumProtocolVersion'],
    },
    'no certificate': { build: edge({ viewerCertificate: undefined }), fails: ['MinimumProtocolVersion'] },
    'an outdated version for visitors': {
      levels: ['error'],
      build: edge({ viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.1_2016' } }),
      fails: ['MinimumProtocolVersion'],
    },
    'dated ciphers for visitors': {
      levels: ['warning'],
      build: edge({ viewerCertificate: { ...MODERN, minimumProtocolVersion: 'TLSv1.2_2019' } }),
      fails: ['MinimumProtocolVersion'],
    },
    'plain text for visitors': {
      build: edge({ defaultCacheBehavior: behavior('allow-all') }),
      fails: ['ViewerProtocolPolicy'],
    },
    'plain text on one path': {
      build: edge({ cacheBehaviors: [media('allow-all')] }),
      fails: ['ViewerProtocolPolicy:/media/*'],
    },
    'plain text behind CloudFront': {
      levels: ['error'],
      build: edge({}, { originProtocolPolicy: 'http-only' }),
      fails: ['OriginProtocolPolicy:www.example.com'],
    },
    'the protocol of the visitors, behind CloudFront': {
      levels: ['warning'],
      build: edge({}, { originProtocolPolicy: 'match-viewer' }),
      fails: ['OriginProtocolPolicy:www.example.com'],
    },
    'plain text to a load balancer': {
      build: (stack) => {
        distribution(stack, loadBalancer(stack, []).attrDnsName, {
          config: { viewerCertificate: MODERN },
          origin: { customOriginConfig: { originProtocolPolicy: 'http-only' } },
        });
      },
      fails: ['OriginProtocolPolicy:Balancer'],
    },
    'an outdated version behind CloudFront': {
      build: edge({}, { originSslProtocols: ['TLSv1', 'TLSv1.2'] }),
      fails: ['OriginSSLProtocols:www.example.com'],
    },
    'nothing about versions behind CloudFront': {
      build: edge({}, { originSslProtocols: undefined }),
      fails: ['OriginSSLProtocols:www.example.com'],
    },
    'a VPC origin in plain text': {
      levels: ['warning'],
      build: vpcOrigin('http-only'),
      fails: ['Properties.VpcOriginEndpointConfig.OriginProtocolPolicy'],
    },
    'a listener in plain text': { build: listener({ protocol: 'HTTP' }), fails: ['Redirect'] },
    'a listener that redirects to plain text': {
      build: listener({
        protocol: 'HTTP',
        defaultActions: [{ type: 'redirect', redirectConfig: { host: 'www.example.com', statusCode: 'HTTP_301' } }],
      }),
      fails: ['Redirect'],
    },
    'a rule in plain text': {
      build: (stack) => {
        const own = new CfnListener(stack, 'Listener', {
          loadBalancerArn: 'arn',
          protocol: 'HTTP',
          defaultActions: [REDIRECT],
        });
        new CfnListenerRule(stack, 'Rule', { listenerArn: own.ref, priority: 1, actions: [FORWARD], conditions: [] });
      },
      fails: ['Redirect'],
    },
    'an internal listener in plain text': {
      levels: ['warning'],
      build: (stack) => {
        listener({
          protocol: 'HTTP',
          loadBalancerArn: new CfnLoadBalancer(stack, 'Internal', { scheme: 'internal' }).ref,
        })(stack);
      },
      fails: ['Redirect'],
    },
    'a listener without the setting about versions': { build: listener({}), fails: ['SslPolicy'] },
    'a listener with an outdated version': {
      levels: ['error'],
      build: listener({ sslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' }),
      fails: ['SslPolicy'],
    },
    'a listener without TLS 1.3': {
      levels: ['warning'],
      build: listener({ sslPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01' }),
      fails: ['SslPolicy'],
    },
  },
  notApplicable: {
    'a listener of another protocol': listener({ protocol: 'TCP' }),
  },
  oracles: [
    {
      name: 'CloudFrontDistributionHttpsViewerNoOutdatedSSL',
      rule: rules.cloudfront.CloudFrontDistributionHttpsViewerNoOutdatedSSL,
      about: [
        'a distribution',
        'a distribution with the newest versions',
        'the certificate of CloudFront',
        'no certificate',
        'an outdated version for visitors',
        'dated ciphers for visitors',
      ],
      disagreements: {
        'an outdated version for visitors': 'it takes TLS 1.1, which browsers gave up in 2020',
        'dated ciphers for visitors': 'it does not check ciphers, some of which have no forward secrecy',
      },
    },
    {
      name: 'CloudFrontDistributionNoOutdatedSSL',
      rule: rules.cloudfront.CloudFrontDistributionNoOutdatedSSL,
      about: [
        'a distribution',
        'plain text behind CloudFront',
        'the protocol of the visitors, behind CloudFront',
        'plain text to a load balancer',
        'an outdated version behind CloudFront',
        'nothing about versions behind CloudFront',
      ],
    },
    {
      name: 'ALBHttpToHttpsRedirection',
      rule: rules.elb.ALBHttpToHttpsRedirection,
      about: [
        'a listener',
        'a listener that redirects',
        'a listener in plain text',
        'an internal listener in plain text',
        'a listener that redirects to plain text',
        'a listener that answers nothing',
        'a rule in plain text',
      ],
      disagreements: {
        'a listener that answers nothing': 'an answer that refuses carries nothing that is worth reading',
        'a rule in plain text': 'it checks only the default action, but a rule serves plain text',
      },
    },
  ],
};
