/** Requests at a steady rate, whether or not the earlier ones were answered: waiting would hide what a slow answer does to the next visitor. */
import { sleep } from './place';

export interface Sample {
  /** Milliseconds since the load began. */
  readonly at: number;
  /** From when it was due, not from when it was sent. */
  readonly ms: number;
  readonly status: number;
}

export interface Load {
  readonly samples: readonly Sample[];
  readonly begun: number;
  stop(): Promise<readonly Sample[]>;
}

export function startLoad(perSecond: number, ask: (index: number) => Promise<number>): Load {
  const samples: Sample[] = [];
  const begun = Date.now();
  const running = new Set<Promise<void>>();
  let stopped = false;
  let sent = 0;
  const send = async (index: number, at: number): Promise<void> => {
    const status = await ask(index).catch(() => 0);
    samples.push({ at, ms: Date.now() - begun - at, status });
  };
  const clock = (async () => {
    while (!stopped) {
      for (const due = ((Date.now() - begun) * perSecond) / 1_000; sent < due; sent += 1) {
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

/** Answers a second with so many asking all the time. */
export async function saturation(
  asking: number,
  seconds: number,
  ask: (index: number) => Promise<number>,
): Promise<number> {
  const end = Date.now() + seconds * 1_000;
  let answers = 0;
  await Promise.all(
    Array.from({ length: asking }, async () => {
      while (Date.now() < end) {
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

/** How often each status other than 200 came. */
export function failures(samples: readonly Sample[], good: readonly number[] = [200]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of samples) {
    if (!good.includes(status)) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
