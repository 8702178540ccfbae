import type { ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** Options of an alarm. */
export interface AlarmOptions {
  /** The metric that the alarm evaluates. */
  readonly metric: IMetric;

  /** The value at which the alarm goes off, in the metric's unit. */
  readonly threshold: number;

  /** One sentence on what the alarm means for the shop. It opens the alarm's description. */
  readonly summary: string;

  /**
   * The comparison of the metric with the threshold.
   *
   * @default ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
   */
  readonly comparison?: ComparisonOperator;

  /**
   * The number of consecutive periods of the metric that must breach the threshold.
   *
   * @default 3
   */
  readonly periods?: number;

  /**
   * The meaning of a missing data point.
   *
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly missingData?: TreatMissingData;
}
