import type { Duration, Size } from 'aws-cdk-lib';
import type { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { Pillar } from './framework/pillar';
import type { ReportFormat } from './report/report-format';
import type { Profile } from '../core/profile';

/** Limits that some rules apply. */
export interface WellArchitectedThresholds {
  /**
   * The longest that a log group may keep its events (COST04-BP05).
   *
   * @default - a year
   */
  readonly maxLogRetention?: Duration;

  /**
   * The shortest that a production database keeps its backups (REL09-BP03).
   *
   * @default - 7 days
   */
  readonly minBackupRetention?: Duration;

  /**
   * The longest that a database keeps its automated backups (COST04-BP04).
   *
   * @default - 35 days, the most that Amazon RDS keeps
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
   */
  readonly maxBackupRetention?: Duration;

  /**
   * The largest volume of a server (SUS04-BP04).
   *
   * @default - 50 GiB
   */
  readonly maxRootVolume?: Size;

  /**
   * The largest size of a server, database or cache node (COST02-BP05), such as `2xlarge`.
   *
   * @default '4xlarge'
   */
  readonly maxInstanceSize?: string;

  /**
   * The most servers that a group may grow to (REL01-BP06).
   *
   * @default 20
   */
  readonly maxServers?: number;

  /**
   * The most interface endpoints of a VPC in one zone, each of which is paid by the hour (COST08-BP03).
   *
   * @default 10
   */
  readonly maxInterfaceEndpoints?: number;

  /**
   * The least processor utilization that scaling may aim at, in percent (SUS02-BP01).
   *
   * @default 40
   */
  readonly minTargetUtilization?: number;

  /**
   * Regions that the team has chosen for their low carbon intensity (SUS01-BP01).
   *
   * @default - none, so that the Region is not assessed
   */
  readonly lowCarbonRegions?: string[];

  /**
   * The smallest price class that reaches the shop's customers (PERF04-BP06).
   *
   * @default PriceClass.PRICE_CLASS_ALL
   */
  readonly priceClass?: PriceClass;
}

/** Options of an assessment: pillars, limits and formats of the report. */
export interface WellArchitectedOptions {
  /**
   * Pillars that are assessed.
   *
   * @default - all six
   */
  readonly pillars?: Pillar[];

  /**
   * Profile by which the workload is assessed: a development shop may run in one zone.
   *
   * @default - the profile of the shop; production where there is no shop
   */
  readonly profile?: Profile;

  /**
   * Limits that some rules apply.
   *
   * @default - the default of each limit
   */
  readonly thresholds?: WellArchitectedThresholds;

  /**
   * Keys of the tags that every resource must carry that costs money or holds data (OPS02-BP01, COST03-BP02).
   *
   * @default - `Application` and `Environment`, which the shop sets by itself
   */
  readonly requiredTags?: string[];

  /**
   * Formats in which the report is written, beside `report.json`.
   *
   * @default - all
   */
  readonly reportFormats?: ReportFormat[];
}

/** Properties of a pack that is added by hand. */
export interface WellArchitectedChecksProps extends WellArchitectedOptions {
  /**
   * Constructs below which resources are assessed.
   *
   * @default - the whole app
   */
  readonly scopes?: IConstruct[];

  /**
   * True when findings of the levels error and fatal fail the synth; otherwise they are warnings.
   *
   * @default true
   */
  readonly enforced?: boolean;
}
