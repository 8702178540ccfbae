import type { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';

type Config = CfnDistribution.DistributionConfigProperty;
type Origin = CfnDistribution.OriginProperty;

/** Properties of one behavior that the rules read. */
export type BehaviorProps = Partial<CfnDistribution.CacheBehaviorProperty>;

export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const FOR_UNCOMPRESSED = 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d';
export const USE_ORIGIN_HEADERS = '83da9c7e-98b4-4e11-a168-04f0df8e2c65';

const SERVER: Origin = {
  id: 'server',
  domainName: 'example.com',
  customOriginConfig: { originProtocolPolicy: 'https-only' },
};

/** A distribution with a default behavior and others by their path patterns. */
export function distribution(
  stack: Stack,
  standard: BehaviorProps,
  others: Record<string, BehaviorProps> = {},
  origins: Origin[] = [SERVER],
): CfnDistribution {
  const common = { targetOriginId: origins[0].id, viewerProtocolPolicy: 'https-only' };
  const distributionConfig: Config = {
    enabled: true,
    origins,
    defaultCacheBehavior: { ...common, ...standard },
    cacheBehaviors: Object.entries(others).map(([pathPattern, behavior]) => ({ ...common, ...behavior, pathPattern })),
  };
  return new CfnDistribution(stack, 'Distribution', { distributionConfig });
}
