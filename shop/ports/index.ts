/** The few things the shop needs from the outside. Adapters implement them for AWS and for a laptop; the domain knows nothing else. */
import { Topic } from '../../src/contract/feeds';

/** The time, so that tests decide what "now" is. */
export interface Clock {
  now(): Date;
}

/** A store of copies that may vanish at any time: an implementation never throws, a failure is a miss. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Adds one and returns the new number, or undefined when the cache is away. */
  increment(key: string): Promise<number | undefined>;
  /**
   * Adds to a number that ends so many seconds after it was last added to; returns the new number, or undefined when
   * the cache is unavailable.
   */
  add(key: string, amount: number, ttlSeconds: number): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A notification on a topic; `eventId` is the outbox id, by which consumers recognise a second delivery. */
export interface Notification {
  readonly eventId: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Publisher {
  publish(topic: Topic, notification: Notification): Promise<void>;
}

export interface Mail {
  /** The outbox id: travels as a message tag, by which a send event finds its row. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Extra headers, such as List-Unsubscribe. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The mail service may have accepted it or not: only its send event tells. */
export class DeliveryUnknown extends Error {
  constructor(cause: unknown) {
    super(
      `the mail service did not say whether it accepted the mail: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.name = 'DeliveryUnknown';
  }
}

export interface Mailer {
  /** `skipped`: no sender is configured, so no mail leaves; the order goes on. */
  send(mail: Mail): Promise<'sent' | 'skipped'>;
}

/** Accepts one message on the order queue. Resolves when the queue has accepted it. */
export interface OrderQueue {
  send(message: string): Promise<void>;
}

/** Asks the migration function to bring the schema up to date. */
export interface MigrationRequests {
  request(): Promise<void>;
}
