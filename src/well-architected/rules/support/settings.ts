import { Profile } from '../../../core/profile';

/** Settings by which rules assess a workload: the options with every default. */
export interface Settings {
  readonly profile: Profile;
  readonly production: boolean;
  readonly requiredTags: readonly string[];
  readonly thresholds: Thresholds;
}

/** Limits in the units of CloudFormation. */
export interface Thresholds {
  readonly maxLogRetentionDays: number;
  readonly minBackupRetentionDays: number;
  readonly maxBackupRetentionDays: number;
  readonly maxRootVolumeGiB: number;
  readonly maxInstanceSize: string;
  readonly maxServers: number;
  readonly maxInterfaceEndpoints: number;
  readonly minTargetUtilization: number;
  readonly lowCarbonRegions: readonly string[];
  readonly priceClass: string;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  // A year: the retention of the production profile, and the demand of an audit of card payments.
  maxLogRetentionDays: 365,
  minBackupRetentionDays: 7,
  // The maximum of RDS.
  maxBackupRetentionDays: 35,
  maxRootVolumeGiB: 50,
  maxInstanceSize: '4xlarge',
  maxServers: 20,
  // In each zone.
  maxInterfaceEndpoints: 10,
  minTargetUtilization: 40,
  lowCarbonRegions: [],
  priceClass: 'PriceClass_All',
};

export function settingsOf(
  options: {
    readonly profile?: Profile;
    readonly requiredTags?: readonly string[];
    readonly thresholds?: Partial<Thresholds>;
  } = {},
): Settings {
  const profile = options.profile ?? Profile.PRODUCTION;
  return {
    profile,
    production: profile === Profile.PRODUCTION,
    requiredTags: options.requiredTags ?? ['Application', 'Environment'],
    thresholds: { ...DEFAULT_THRESHOLDS, ...options.thresholds },
  };
}
