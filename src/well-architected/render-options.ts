import { settingsOf } from './rules/support/settings';
import type { Settings, Thresholds } from './rules/support/settings';
import type { WellArchitectedOptions, WellArchitectedThresholds } from './well-architected-options';
import { requireInteger, requireMatch } from '../core/validation';

/** Returns the options with all defaults, as rules read them. Throws when a threshold is out of range. */
export function renderOptions(options: WellArchitectedOptions): Settings {
  const { thresholds = {} } = options;
  validate(thresholds);
  return settingsOf({ profile: options.profile, requiredTags: options.requiredTags, thresholds: given(thresholds) });
}

function given(thresholds: WellArchitectedThresholds): Partial<Thresholds> {
  const all: Partial<Record<keyof Thresholds, unknown>> = {
    maxLogRetentionDays: thresholds.maxLogRetention?.toDays(),
    minBackupRetentionDays: thresholds.minBackupRetention?.toDays(),
    maxBackupRetentionDays: thresholds.maxBackupRetention?.toDays(),
    maxRootVolumeGiB: thresholds.maxRootVolume?.toGibibytes(),
    maxInstanceSize: thresholds.maxInstanceSize,
    maxServers: thresholds.maxServers,
    maxInterfaceEndpoints: thresholds.maxInterfaceEndpoints,
    minTargetUtilization: thresholds.minTargetUtilization,
    lowCarbonRegions: thresholds.lowCarbonRegions,
    priceClass: thresholds.priceClass,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<Thresholds>;
}

const MANY = 10_000;
const PERCENT = 100;

function validate(thresholds: WellArchitectedThresholds): void {
  const prop = (name: string) => `wellArchitected.thresholds.${name}`;
  requireMatch(
    prop('maxInstanceSize'),
    thresholds.maxInstanceSize,
    /^(nano|micro|small|medium|large|metal|\d*xlarge)$/,
    'a size of instances',
    'write it as AWS does, such as `2xlarge`',
  );
  requireInteger(prop('maxServers'), thresholds.maxServers, 1, MANY, 'give the maximum number of servers in a group');
  requireInteger(
    prop('maxInterfaceEndpoints'),
    thresholds.maxInterfaceEndpoints,
    0,
    MANY,
    'give the maximum number of interface endpoints in a zone',
  );
  requireInteger(prop('minTargetUtilization'), thresholds.minTargetUtilization, 1, PERCENT, 'give it in percent');
}
