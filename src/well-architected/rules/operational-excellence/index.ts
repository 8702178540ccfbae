import { businessKpiAlarm } from './business-kpi-alarm';
import { dependencyLogsExported } from './dependency-logs-exported';
import { instanceTelemetryAgent } from './instance-telemetry-agent';
import { lambdaJsonLogging } from './lambda-json-logging';
import { resourceOwnerTags } from './resource-owner-tags';
import { userExperienceTelemetry } from './user-experience-telemetry';
import type { Rule } from '../../rule';

export const OPERATIONAL_EXCELLENCE: readonly Rule[] = [
  resourceOwnerTags,
  businessKpiAlarm,
  lambdaJsonLogging,
  instanceTelemetryAgent,
  userExperienceTelemetry,
  dependencyLogsExported,
];
