import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { requireEither, requireMatch } from '../core/validation';

/** Who is told of faults. */
export interface MonitoringOptions {
  /**
   * The address that is told of every alarm. AWS mails it a link to confirm; until then nothing arrives.
   *
   * @default - nobody: the construct warns, and the outputs name the topic to subscribe to
   */
  readonly alarmEmail?: string;

  /**
   * An existing topic for the alarms, whose policy and key let CloudWatch publish.
   *
   * @default - a new topic, encrypted with the shop's key
   */
  readonly alarmTopic?: ITopic;
}

/** Checked options, and what the monitoring needs from the main construct. */
export interface MonitoringProps extends MonitoringOptions {
  /** Encrypts the alarm topic. */
  readonly encryptionKey: IKey;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
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
