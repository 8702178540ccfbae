/** External services in memory: topics, mailbox, migration requests and a time source. */
import { Mail } from '../../../shop/domain/mails/mail';
import { Notification } from '../../../shop/domain/notifications';
import { Clock } from '../../../shop/ports/clock';
import { Mailer } from '../../../shop/ports/mailer';
import { Metrics } from '../../../shop/ports/metrics';
import { MigrationRequests } from '../../../shop/ports/migration-requests';
import { Publisher } from '../../../shop/ports/publisher';
import { Topic } from '../../../src/contract/feeds';
import { MetricName } from '../../../src/contract/metrics';

export class TestTopics implements Publisher {
  readonly published: (Notification & { readonly topic: Topic })[] = [];
  failing = false;

  async publish(topic: Topic, notification: Notification): Promise<void> {
    if (this.failing) throw new Error('topic unavailable');
    this.published.push({ topic, ...notification });
  }

  /** Messages that a subscribed queue would receive by raw delivery. */
  of(topic: Topic, ...kinds: string[]): Notification[] {
    return this.published
      .filter((entry) => entry.topic === topic && (kinds.length === 0 || kinds.includes(entry.kind)))
      .map(({ eventId, kind, payload }) => ({ eventId, kind, payload }));
  }
}

export class TestMailbox implements Mailer {
  readonly mails: Mail[] = [];
  failing = false;
  sender = true;

  async send(mail: Mail): Promise<'sent' | 'skipped'> {
    if (this.failing) throw new Error('mail service unavailable');
    if (!this.sender) return 'skipped';
    this.mails.push(mail);
    return 'sent';
  }
}

export class TestMetrics implements Metrics {
  readonly counted: (readonly [name: string, value: number, about: Readonly<Record<string, string>>])[] = [];

  add(name: MetricName, value = 1, about: Readonly<Record<string, string>> = {}): void {
    this.counted.push([name, value, about]);
  }

  sum(name: MetricName): number {
    return this.counted.filter(([each]) => each === name).reduce((sum, [, value]) => sum + value, 0);
  }
}

export class TestMigrationRequests implements MigrationRequests {
  requests = 0;
  async request(): Promise<void> {
    this.requests += 1;
  }
}

export class TestClock implements Clock {
  private offset = 0;
  private stoppedAt?: number;

  now(): Date {
    return new Date((this.stoppedAt ?? Date.now()) + this.offset);
  }

  /** From now on only `advance` moves it, so that no limit or tolerance runs out while a busy machine works. */
  stop(): void {
    this.stoppedAt = Date.now();
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}
