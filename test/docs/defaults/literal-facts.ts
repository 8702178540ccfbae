/** Defaults that are one of several names: the whole text that a `@default` must state. */
import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ENGINES } from './option-facts';
import { PRODUCTION } from './templates';
import { resolveCache } from '../../../src/cache/cache-options';
import { Profile } from '../../../src/core/profile';
import { resolveDatabase } from '../../../src/database/database-settings';
import { resolveSettings } from '../../../src/ecommerce-architecture-settings';
import { ServerSize } from '../../../src/web/server-size';
import { DEFAULT_THRESHOLDS } from '../../../src/well-architected/rules/support/settings';
import { newStack } from '../../support/app';

/** @returns the text of `@default` by option, `Interface.member` */
export function literalFacts(): Readonly<Record<string, string>> {
  const { profile, web } = resolveSettings(newStack(), {});
  const { ComparisonOperator: comparison, TreatMissingData: missing } = PRODUCTION.alarm('Plain');
  const targets = PRODUCTION.properties('AWS::ElasticLoadBalancingV2::TargetGroup', 'Fleet');
  const family = resolveDatabase({}, Profile.PRODUCTION).spec.family;
  const size = Object.entries(ServerSize).find(([, value]) => value === web.serverSize);
  const engine = Object.entries(ENGINES).find(([, spec]) => spec.family === family);
  return {
    'AlarmOptions.comparison': named({ ComparisonOperator }, comparison),
    'AlarmOptions.missingData': named({ TreatMissingData }, missing),
    'CacheOptions.maintenanceWindow': resolveCache({}, Profile.PRODUCTION).maintenanceWindow,
    'DatabaseOptions.engine': `DatabaseEngine.${engine?.[0]}()`,
    'EcommerceArchitectureProps.profile': named({ Profile }, profile),
    'WebOptions.serverSize': `ServerSize.${size?.[0]}`,
    'WebServerOptions.healthCheckPath': targets.HealthCheckPath,
    'WellArchitectedThresholds.priceClass': named({ PriceClass }, DEFAULT_THRESHOLDS.priceClass),
  };
}

/** Writes a value of an enum as code does, such as `Profile.PRODUCTION`. */
function named(enumeration: Readonly<Record<string, Readonly<Record<string, string>>>>, value: unknown): string {
  const [[name, members]] = Object.entries(enumeration);
  return `${name}.${Object.entries(members).find(([, member]) => member === value)?.[0]}`;
}
