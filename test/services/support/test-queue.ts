import { randomUUID } from 'crypto';

export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly receiveCount: number;
}

export interface QueueOptions {
  readonly visibilityMs?: number;
  readonly maxReceiveCount?: number;
}

interface Entry {
  readonly messageId: string;
  readonly body: string;
  receiveCount: number;
  visibleAt: number;
  receiptHandle: string;
}

/**
 * Standard queue: at-least-once delivery in any order, with visibility timeout, redelivery and dead letters. The queue
 * counts, not the code under test.
 */
export class TestQueue {
  /** Number of deliveries of each message, including its copies. */
  readonly receives = new Map<string, number>();
  readonly deadLetters: { readonly messageId: string; readonly body: string }[] = [];
  private readonly entries = new Set<Entry>();
  private readonly visibilityMs: number;
  private readonly maxReceiveCount: number;

  constructor({ visibilityMs = 30_000, maxReceiveCount = 10 }: QueueOptions = {}) {
    this.visibilityMs = visibilityMs;
    this.maxReceiveCount = maxReceiveCount;
  }

  /** Messages that are neither processed nor given up. */
  get length(): number {
    return this.entries.size;
  }

  /** `copies`: the service may deliver a message more than once. */
  send(body: string, copies: number = 1): string {
    const messageId = randomUUID();
    for (let copy = 0; copy < copies; copy += 1) {
      this.entries.add({ messageId, body, receiveCount: 0, visibleAt: 0, receiptHandle: '' });
    }
    return messageId;
  }

  receive(maximum: number): readonly QueueMessage[] {
    const now = performance.now();
    const visible = shuffled([...this.entries].filter((entry) => entry.visibleAt <= now));
    const received: QueueMessage[] = [];
    for (const entry of visible) {
      if (received.length === maximum) break;
      if (entry.receiveCount >= this.maxReceiveCount) {
        this.entries.delete(entry);
        this.deadLetters.push({ messageId: entry.messageId, body: entry.body });
        continue;
      }
      entry.receiveCount += 1;
      entry.visibleAt = now + this.visibilityMs;
      entry.receiptHandle = randomUUID();
      this.receives.set(entry.messageId, (this.receives.get(entry.messageId) ?? 0) + 1);
      received.push({ ...entry });
    }
    return received;
  }

  delete(receiptHandle: string): void {
    for (const entry of this.entries) {
      if (entry.receiptHandle === receiptHandle) this.entries.delete(entry);
    }
  }

  /** Sends dead letters back, as an operator does after the repair. */
  redrive(): number {
    const given = this.deadLetters.splice(0);
    given.forEach(({ messageId, body }) =>
      this.entries.add({ messageId, body, receiveCount: 0, visibleAt: 0, receiptHandle: '' }),
    );
    return given.length;
  }
}

export function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** Number of deliveries by a queue or a provider. */
export function oneToFive(): number {
  return 1 + Math.floor(Math.random() * 5);
}

/** Returns the values that occur more than once. */
export function repeated<T>(items: readonly T[]): T[] {
  const seen = new Set<T>();
  return items.filter((item) => seen.has(item) || !seen.add(item));
}
