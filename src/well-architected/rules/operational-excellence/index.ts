import { alarmHasAction } from './alarm-has-action';
import { alarmHasRunbook } from './alarm-has-runbook';
import { alarmTopicHasSubscriber } from './alarm-topic-has-subscriber';
import { autoMinorVersionUpgrade } from './auto-minor-version-upgrade';
import { businessKpiAlarm } from './business-kpi-alarm';
import { dashboardCoversTiers } from './dashboard-covers-tiers';
import { dependencyLogsExported } from './dependency-logs-exported';
import { goldenSignalAlarms } from './golden-signal-alarms';
import { instanceTelemetryAgent } from './instance-telemetry-agent';
import { lambdaJsonLogging } from './lambda-json-logging';
import { lambdaTracingActive } from './lambda-tracing-active';
import { logInsightsQueries } from './log-insights-queries';
import { resourceOwnerTags } from './resource-owner-tags';
import { safeRollingUpdate } from './safe-rolling-update';
import { statefulDeletionPolicy } from './stateful-deletion-policy';
import { userExperienceTelemetry } from './user-experience-telemetry';
import type { Rule } from '../support/rule';

export const OPERATIONAL_EXCELLENCE: readonly Rule[] = [
  resourceOwnerTags,
  businessKpiAlarm,
  lambdaJsonLogging,
  instanceTelemetryAgent,
  userExperienceTelemetry,
  dependencyLogsExported,
  lambdaTracingActive,
  autoMinorVersionUpgrade,
  safeRollingUpdate,
  statefulDeletionPolicy,
  goldenSignalAlarms,
  logInsightsQueries,
  alarmHasAction,
  dashboardCoversTiers,
  alarmHasRunbook,
  alarmTopicHasSubscriber,
];

// The cases of the rules import them from here.
export {
  alarmHasAction,
  alarmHasRunbook,
  alarmTopicHasSubscriber,
  autoMinorVersionUpgrade,
  businessKpiAlarm,
  dashboardCoversTiers,
  dependencyLogsExported,
  goldenSignalAlarms,
  instanceTelemetryAgent,
  lambdaJsonLogging,
  lambdaTracingActive,
  logInsightsQueries,
  resourceOwnerTags,
  safeRollingUpdate,
  statefulDeletionPolicy,
  userExperienceTelemetry,
};
