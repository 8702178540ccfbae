/** Delivers outbox messages: after each commit as far as possible, and on a schedule what was left. */
import { DeliveryUnknown } from './delivery-unknown';
import { METRICS } from '../../../src/contract/metrics';
import { withToken } from '../../domain/orders/order-access';
import { isMail, MailPayload, topicOf, ClaimedOutboxMessage, OutboxMessageKind } from '../../domain/outbox-message';
import { Clock } from '../../ports/clock';
import { Log } from '../../ports/log';
import { Mailer } from '../../ports/mailer';
import { Metrics } from '../../ports/metrics';
import { AccessCopies } from '../../ports/order-access';
import { Publisher } from '../../ports/publisher';
import { Store } from '../../ports/store';
import { reasonNotToSend } from '../marketing/permission';

const PAGE = 20;
const MAXIMUM_ATTEMPTS = 12;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 3_600_000;

/** Dependencies of the relay. It leaves messages whose adapter is absent to other processes. */
export interface OutboxRelayOptions {
  readonly store: Store;
  /** Absent: this process has no permission to publish. */
  readonly publisher?: Publisher;
  readonly mailer?: Mailer;
  /** Decrypts access tokens of orders for the links in mails; absent: links contain none. */
  readonly access?: AccessCopies;
  /** Invalidates a scope of cached data; absent when this process does not reach the cache. */
  readonly invalidate?: (scope: string) => Promise<void>;
  readonly kinds: readonly OutboxMessageKind[];
  readonly log: Log;
  readonly clock?: Clock;
  readonly metrics?: Metrics;
}

/** Number of messages that were delivered, and of those that failed. */
export interface RelayReport {
  readonly sent: number;
  readonly failed: number;
}

/** Claims due messages and delivers them, with retries and increasing delays. */
export class OutboxRelay {
  private readonly kinds: readonly OutboxMessageKind[];
  private readonly clock: Clock;

  constructor(private readonly options: OutboxRelayOptions) {
    this.kinds = options.kinds.filter((kind) => this.adapterOf(kind) !== undefined);
    this.clock = options.clock ?? { now: () => new Date() };
  }

  /**
   * Runs until no message is due or `budgetMs` have passed. Never throws, because the work that created the messages is
   * already committed.
   */
  async run(budgetMs = 5_000): Promise<RelayReport> {
    const end = this.clock.now().getTime() + budgetMs;
    let sent = 0;
    let failed = 0;
    try {
      while (this.kinds.length > 0 && this.clock.now().getTime() < end) {
        const messages = await this.options.store.transaction(async (unit) => unit.outbox.claim(this.kinds, PAGE));
        for (const [index, message] of messages.entries()) {
          if (this.clock.now().getTime() >= end) {
            // Otherwise the next process would have to wait until the lease expires.
            await this.options.store.write.outbox.release(messages.slice(index).map(({ id }) => id));
            return { sent, failed };
          }
          if (await this.settle(message)) sent += 1;
          else failed += 1;
        }
        if (messages.length < PAGE) break;
      }
    } catch (error) {
      this.options.log.warn('outbox relay stopped early', { error });
    }
    return { sent, failed };
  }

  private async settle(message: ClaimedOutboxMessage): Promise<boolean> {
    try {
      await this.deliver(message);
    } catch (error) {
      const dead = message.attempts >= MAXIMUM_ATTEMPTS;
      if (dead) this.options.metrics?.add(METRICS.effectsGivenUp);
      this.options.log[dead ? 'error' : 'warn'](dead ? 'outbox message given up' : 'outbox message failed', {
        outboxId: message.id,
        kind: message.kind,
        attempts: message.attempts,
        error,
      });
      // It may have been sent. Before its lease expires, the event of the mail service marks it as sent.
      if (!dead && error instanceof DeliveryUnknown) return false;
      await this.options.store.write.outbox.failed(
        message.id,
        String(error),
        dead ? 'never' : this.nextTry(message.attempts),
      );
      return false;
    }
    await this.options.store.write.outbox.sent(message.id);
    return true;
  }

  private adapterOf(kind: OutboxMessageKind): unknown {
    if (kind === 'invalidate') return this.options.invalidate;
    return isMail(kind) ? this.options.mailer : this.options.publisher;
  }

  private async deliver(message: ClaimedOutboxMessage): Promise<void> {
    const { id, kind, payload } = message;
    if (isMail(kind)) return this.mail(message);
    if (kind === 'invalidate') {
      for (const scope of payload.scopes as readonly string[]) await this.options.invalidate?.(scope);
      return;
    }
    const { kind: event, payload: body } = payload as { kind: string; payload: Record<string, unknown> };
    await this.options.publisher?.publish(topicOf(kind), { eventId: id, kind: event, payload: body });
  }

  private async mail({ id, payload }: ClaimedOutboxMessage): Promise<void> {
    // Written by `domain/outbox-message.ts` and read back unchanged.
    const { subscription, orderId, ...content } = payload as unknown as MailPayload;
    const refusal = subscription && (await reasonNotToSend(this.options.store.read, subscription));
    if (refusal !== undefined) return this.drop(id, refusal);
    const token = orderId === undefined ? undefined : await this.tokenOf(orderId);
    const filled = { ...content, text: withToken(content.text, token), html: withToken(content.html, token), id };
    if ((await this.options.mailer?.send(filled)) === 'skipped') {
      this.options.log.info('mail skipped', { outboxId: id, reason: 'no sender is configured' });
    }
  }

  /** Decrypted at the last moment, so that the outbox never contains a token. */
  private async tokenOf(orderId: string): Promise<string | undefined> {
    const copy = await this.options.store.read.orders.accessCopy(orderId);
    return copy === undefined ? undefined : this.options.access?.open(orderId, copy);
  }

  private drop(id: string, reason: string): void {
    this.options.metrics?.add(METRICS.mailsDropped, 1, { reason });
    this.options.log.info('mail dropped', { event: 'mail.dropped', outboxId: id, reason });
  }

  private nextTry(attempts: number): Date {
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
    return new Date(this.clock.now().getTime() + delay / 2 + (Math.random() * delay) / 2);
  }
}
