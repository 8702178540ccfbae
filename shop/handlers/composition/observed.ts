import type { Context } from 'aws-lambda';
import { VARIABLES } from '../../../src/contract/variables';
import { loadConfig } from '../../adapters/configuration/load-config';
import { FunctionMetrics } from '../../adapters/telemetry/function-metrics';
import { traceCall } from '../../adapters/telemetry/trace';

/** Of all calls of this process: each ends with a flush. */
export const metrics = new FunctionMetrics(
  loadConfig({ [VARIABLES.shop.metricsNamespace]: process.env[VARIABLES.shop.metricsNamespace] }).metricsNamespace,
);

/** What Lambda calls: the handler with log, metrics and trace around it. All three are loaded with the first call, so that no start waits for them. */
export function observed<Event, Result>(name: string, handler: (event: Event, context?: Context) => Promise<Result>) {
  return async (event: Event, context?: Context): Promise<Result> => {
    const { logCall } = await import('../../adapters/telemetry/call-log');
    logCall(context);
    try {
      return await traceCall(name, async () => handler(event, context));
    } finally {
      await metrics.flush();
    }
  };
}
