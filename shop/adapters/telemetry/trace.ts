/** The functions' own part of a trace: one subsegment a call, and one for each request that it makes to a service. */
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { Segment, Subsegment } from 'aws-xray-sdk-core';
import { SERVICE } from './service';

interface Tracing {
  readonly tracer: Tracer;
  /** Stands for the segment that Lambda itself writes; made with the SDK, it knows the trace of the call that is under way. */
  readonly root: Segment | Subsegment | undefined;
}

let tracing: Tracing | undefined;

/** Runs a call; on AWS, and when Lambda chose it for a trace, as a subsegment with its name. */
export async function traceCall<T>(name: string, run: () => Promise<T>): Promise<T> {
  if (!/Sampled=1/.test(process.env._X_AMZN_TRACE_ID ?? '')) return run();
  const { tracer, root } = (tracing ??= await load());
  return tracer.provider.getNamespace().runPromise(async () => {
    // The SDK keeps its segments in a context that belongs to the call which loaded it; this call has another.
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

/** At the first traced call and not at the start: the SDK takes half as long to load as Node itself, and most calls are not traced. */
async function load(): Promise<Tracing> {
  const { Tracer: PowertoolsTracer } = await import('./tracer');
  const tracer = new PowertoolsTracer({ serviceName: SERVICE });
  return { tracer, root: tracer.getSegment() };
}
