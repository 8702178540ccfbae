import type { Duration, Size } from 'aws-cdk-lib';
import type { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { Pillar } from './framework/pillar';
import type { ReportFormat } from './report/report-format';
import type { Profile } from '../core/profile';

/** The numbers that some rules judge by. */
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
   * The Regions that the team has found to have little carbon (SUS01-BP01).
   *
   * @default - none, so that the Region is not judged
   */
  readonly lowCarbonRegions?: string[];

  /**
   * The least price class that reaches the shop's customers (PERF04-BP06).
   *
   * @default PriceClass.PRICE_CLASS_ALL
   */
  readonly priceClass?: PriceClass;
}

/** What is judged, by which numbers, and how it is told. */
export interface WellArchitectedOptions {
  /**
   * The pillars that are judged.
   *
   * @default - all six
   */
  readonly pillars?: Pillar[];

  /**
   * The profile to judge by: a shop for developers may be in one zone.
   *
   * @default - the shop's profile; production where no shop says it
   */
  readonly profile?: Profile;

  /**
   * The numbers that some rules judge by.
   *
   * @default - as each says
   */
  readonly thresholds?: WellArchitectedThresholds;

  /**
   * The keys of tags that everything must carry that is paid or holds data (OPS02-BP01, COST03-BP02).
   *
   * @default - `Application` and `Environment`, which the shop sets by itself
   */
  readonly requiredTags?: string[];

  /**
   * The forms in which the report is written, beside `report.json`.
   *
   * @default - all
   */
  readonly reportFormats?: ReportFormat[];
}

/** What a pack that was added by hand judges. */
export interface WellArchitectedChecksProps extends WellArchitectedOptions {
  /**
   * The constructs below which resources are judged.
   *
   * @default - the whole app
   */
  readonly scopes?: IConstruct[];

  /**
   * Whether findings of the levels error and fatal fail the synth; otherwise they are warnings.
   *
   * @default true
   */
  readonly enforced?: boolean;
}
