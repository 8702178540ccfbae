/**
 * Sends requests at a steady rate, whether or not earlier ones were answered. Waiting for answers would hide the effect
 * of a slow answer on the next visitor.
 */
import { sleep } from './test-folder';

export interface Sample {
  /** Milliseconds since the start of the load. */
  readonly at: number;
  /** Milliseconds since the request was due, not since it was sent. */
  readonly ms: number;
  readonly status: number;
}

export interface Load {
  readonly samples: readonly Sample[];
  readonly begun: number;
  stop(): Promise<readonly Sample[]>;
}

/** @param atOnce - requests that may wait for their answers at a time; beyond it later ones are sent late */
export function startLoad(perSecond: number, ask: (index: number) => Promise<number>, atOnce = Infinity): Load {
  const samples: Sample[] = [];
  const begun = performance.now();
  const running = new Set<Promise<void>>();
  let stopped = false;
  let sent = 0;
  const send = async (index: number, at: number): Promise<void> => {
    const status = await ask(index).catch(() => 0);
    samples.push({ at, ms: performance.now() - begun - at, status });
  };
  const clock = (async () => {
    while (!stopped) {
      const due = ((performance.now() - begun) * perSecond) / 1_000;
      for (; sent < due && running.size < atOnce; sent += 1) {
        const call = send(sent, (sent * 1_000) / perSecond).finally(() => running.delete(call));
        running.add(call);
      }
      await sleep(2);
    }
  })();
  return {
    samples,
    begun,
    async stop() {
      stopped = true;
      await clock;
      await Promise.all(running);
      return samples;
    },
  };
}

/** Answers a second with a constant number of concurrent requests. */
export async function saturation(
  asking: number,
  seconds: number,
  ask: (index: number) => Promise<number>,
): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let answers = 0;
  await Promise.all(
    Array.from({ length: asking }, async () => {
      while (performance.now() < end) {
        await ask(answers);
        answers += 1;
      }
    }),
  );
  return answers / seconds;
}

export function percentile(samples: readonly Sample[], part: number): number {
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN);
}

/** Count of each status other than 200. */
export function failures(samples: readonly Sample[], good: readonly number[] = [200]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of samples) {
    if (!good.includes(status)) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
