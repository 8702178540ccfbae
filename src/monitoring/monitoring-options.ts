import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { requireEither, requireMatch } from '../core/validation';

/** Options of the monitoring: the recipients of alarms. */
export interface MonitoringOptions {
  /**
   * The e-mail address that receives every alarm. AWS sends it a link to confirm; until then no alarm arrives.
   *
   * @default - no recipient: the construct warns, and the outputs name the topic to subscribe to
   */
  readonly alarmEmail?: string;

  /**
   * An existing topic for the alarms. Its policy, and that of its key, must allow CloudWatch to publish. It cannot be
   * combined with `alarmEmail`.
   *
   * @default - a new topic, encrypted with the shop's key
   */
  readonly alarmTopic?: ITopic;
}

/** Validated options, and what the monitoring needs from the main construct. */
export interface MonitoringProps extends MonitoringOptions {
  /** Encrypts the alarm topic. */
  readonly encryptionKey: IKey;
}

/**
 * Validates the options.
 *
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveMonitoring(options: MonitoringOptions): MonitoringOptions {
  requireEither('monitoring.alarmTopic', options.alarmTopic, { 'monitoring.alarmEmail': options.alarmEmail });
  requireMatch(
    'monitoring.alarmEmail',
    options.alarmEmail,
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    'an e-mail address',
    'write it as name@example.com',
  );
  return options;
}
