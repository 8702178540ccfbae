import type { Context } from 'aws-lambda';
import { VARIABLES } from '../../../src/contract/variables';
import { loadConfig } from '../../adapters/configuration/load-config';
import { FunctionMetrics } from '../../adapters/telemetry/function-metrics';
import { traceCall } from '../../adapters/telemetry/trace';

/** Metrics of all invocations of this process; each invocation ends with a flush. */
export const metrics = new FunctionMetrics(
  loadConfig({ [VARIABLES.shop.metricsNamespace]: process.env[VARIABLES.shop.metricsNamespace] }).metricsNamespace,
);

/**
 * Wraps a handler with log, metrics and trace. All three are loaded with the first invocation, so that they do not
 * delay the start.
 *
 * @param name - name of the trace's subsegment
 * @returns the handler that Lambda invokes
 */
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
