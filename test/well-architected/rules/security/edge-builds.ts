import type { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnLoadBalancerProps } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** A load balancer whose security group allows these sources. */
export function loadBalancer(
  stack: Stack,
  ingress: CfnSecurityGroup.IngressProperty[],
  props: CfnLoadBalancerProps = {},
): CfnLoadBalancer {
  const group = new CfnSecurityGroup(stack, 'Group', {
    groupDescription: 'load balancer',
    securityGroupIngress: ingress,
  });
  return new CfnLoadBalancer(stack, 'Balancer', {
    scheme: 'internet-facing',
    securityGroups: [group.attrGroupId],
    subnets: ['a', 'b'],
    ...props,
  });
}

export const from = (source: Partial<CfnSecurityGroup.IngressProperty>): CfnSecurityGroup.IngressProperty => ({
  ipProtocol: 'tcp',
  fromPort: 443,
  toPort: 443,
  ...source,
});

export const ANYBODY = from({ cidrIp: '0.0.0.0/0' });
export const CLOUDFRONT = from({ sourcePrefixListId: 'pl-3b927c52' });

export interface Behind {
  readonly header?: string;
  readonly webAclId?: string;
  readonly origin?: Partial<CfnDistribution.OriginProperty>;
  readonly config?: Partial<CfnDistribution.DistributionConfigProperty>;
}

/** A distribution in front of a server. */
export function distribution(
  stack: Stack,
  domainName: string,
  { header, webAclId, origin, config }: Behind = {},
): CfnDistribution {
  return new CfnDistribution(stack, 'Distribution', {
    distributionConfig: {
      enabled: true,
      webAclId,
      defaultCacheBehavior: { targetOriginId: 'Shop', viewerProtocolPolicy: 'https-only' },
      origins: [
        {
          id: 'Shop',
          domainName,
          customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
          originCustomHeaders: header === undefined ? undefined : [{ headerName: header, headerValue: 'secret' }],
          ...origin,
        },
      ],
      ...config,
    },
  });
}
