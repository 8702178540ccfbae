/** Tracing of functions: one subsegment for each invocation, and one for each of its requests to a service. */
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Segment, Subsegment } from 'aws-xray-sdk-core';
import { SERVICE } from './service';

interface Tracing {
  readonly tracer: Tracer;
  /**
   * Represents the segment that Lambda writes; when the SDK creates it, it contains the trace of the current
   * invocation.
   */
  readonly root: Segment | Subsegment | undefined;
}

let tracing: Tracing | undefined;

/**
 * Runs an invocation, as a subsegment with its name if Lambda has sampled it for a trace.
 *
 * @param name - name of the subsegment
 */
export async function traceCall<T>(name: string, run: () => Promise<T>): Promise<T> {
  if (!/Sampled=1/.test(process.env._X_AMZN_TRACE_ID ?? '')) return run();
  const { tracer, root } = (tracing ??= await load());
  return tracer.provider.getNamespace().runPromise(async () => {
    // The SDK's context belongs to the invocation that loaded it, so the segment is set again for this one.
    if (root) tracer.setSegment(root);
    return tracer.provider.captureAsyncFunc(`## ${name}`, async (segment) => {
      try {
        tracer.annotateColdStart();
        tracer.addServiceNameAnnotation();
        return await run();
      } catch (error) {
        if (error instanceof Error) tracer.addErrorAsMetadata(error);
        throw error;
      } finally {
        segment?.close();
      }
    }) as Promise<T>;
  });
}

/**
 * Loads the SDK with the first traced invocation. It takes half as long to load as Node.js, and most invocations are
 * not traced.
 */
async function load(): Promise<Tracing> {
  const { Tracer: PowertoolsTracer } = await import('./tracer');
  const tracer = new PowertoolsTracer({ serviceName: SERVICE });
  return { tracer, root: tracer.getSegment() };
}
