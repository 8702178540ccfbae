import { randomUUID } from 'crypto';
import { EventBridgeEvent } from 'aws-lambda';
import { log } from '../../adapters/telemetry/log';

/** Event of an EventBridge schedule. */
export type ScheduledEvent = EventBridgeEvent<'Scheduled Event', Readonly<Record<string, never>>>;

/** Invokes a function at every full minute with the event of a schedule. */
export class LocalSchedule {
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  constructor(
    private readonly handler: (event: ScheduledEvent) => Promise<unknown>,
    private readonly everyMs: number = 60_000,
  ) {}

  start(): void {
    // The full minute itself, because the timer may fire a millisecond early, which is in another minute.
    const due = (Math.floor(Date.now() / this.everyMs) + 1) * this.everyMs;
    this.timer = setTimeout(
      () => {
        this.fire(new Date(due));
        this.start();
      },
      due - Date.now() + 1,
    );
  }

  /** Ends the schedule; resolves when the running invocation has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
  }

  /** While an invocation runs, the next one is left out: each processes all pending work. */
  private fire(time: Date): void {
    this.running ??= this.handler(scheduledEvent(time))
      .then(
        () => undefined,
        (error: unknown) => log.error('scheduled tasks failed', { error }),
      )
      .finally(() => {
        this.running = undefined;
      });
  }
}

/** Returns the event that EventBridge would send at this time. */
export function scheduledEvent(time: Date): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: `${time.toISOString().slice(0, 19)}Z`,
    region: 'local',
    resources: ['arn:aws:events:local:000000000000:rule/scheduled-tasks'],
    detail: {},
  };
}
