import type { ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** One alarm as a room asks for it. */
export interface AlarmOptions {
  /** What is watched. */
  readonly metric: IMetric;

  /** The bound that is not to be crossed, in the metric's unit. */
  readonly threshold: number;

  /** What it means for the shop when this alarm goes off, in one sentence: it opens the alarm's description. */
  readonly summary: string;

  /**
   * How the metric is compared with the threshold.
   *
   * @default ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
   */
  readonly comparison?: ComparisonOperator;

  /**
   * How many of the metric's periods in a row must cross the threshold.
   *
   * @default 3
   */
  readonly periods?: number;

  /**
   * What an absent data point means.
   *
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly missingData?: TreatMissingData;
}
