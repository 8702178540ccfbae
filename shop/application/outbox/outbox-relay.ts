/** Performs what transactions left in the outbox. Best effort after each commit; what it misses, the next one finds. */
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

export interface OutboxRelayOptions {
  readonly store: Store;
  /** Absent: this process may not publish, and leaves those messages to one that may. */
  readonly publisher?: Publisher;
  readonly mailer?: Mailer;
  /** Opens the secrets of orders for the links in mails; absent: the links carry none. */
  readonly access?: AccessCopies;
  /** Forgets the copies of a scope; only processes that reach the cache have it. */
  readonly invalidate?: (scope: string) => Promise<void>;
  readonly kinds: readonly OutboxMessageKind[];
  readonly log: Log;
  readonly clock?: Clock;
  readonly metrics?: Metrics;
}

export interface RelayReport {
  readonly sent: number;
  readonly failed: number;
}

export class OutboxRelay {
  private readonly kinds: readonly OutboxMessageKind[];
  private readonly clock: Clock;

  constructor(private readonly options: OutboxRelayOptions) {
    this.kinds = options.kinds.filter((kind) => this.tool(kind) !== undefined);
    this.clock = options.clock ?? { now: () => new Date() };
  }

  /** Until nothing is due or the time is up. Never throws: the work that wrote the messages is committed already. */
  async run(budgetMs = 5_000): Promise<RelayReport> {
    const end = Date.now() + budgetMs;
    let sent = 0;
    let failed = 0;
    try {
      while (this.kinds.length > 0 && Date.now() < end) {
        const messages = await this.options.store.transaction(async (unit) => unit.outbox.claim(this.kinds, PAGE));
        for (const [index, message] of messages.entries()) {
          if (Date.now() >= end) {
            // Else the next one would have to wait until the lease runs out.
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
      await this.perform(message);
    } catch (error) {
      const dead = message.attempts >= MAXIMUM_ATTEMPTS;
      if (dead) this.options.metrics?.add(METRICS.effectsGivenUp);
      this.options.log[dead ? 'error' : 'warn'](dead ? 'effect given up' : 'effect failed', {
        effect: message.id,
        kind: message.kind,
        attempts: message.attempts,
        error,
      });
      // It may have been sent: it keeps its lease, and within that the mail service's own event tells.
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

  private tool(kind: OutboxMessageKind): unknown {
    if (kind === 'invalidate') return this.options.invalidate;
    return isMail(kind) ? this.options.mailer : this.options.publisher;
  }

  private async perform(message: ClaimedOutboxMessage): Promise<void> {
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
      this.options.log.info('mail skipped', { effect: id, reason: 'no sender is configured' });
    }
  }

  /** Read at the last moment, so that the outbox never holds it. */
  private async tokenOf(orderId: string): Promise<string | undefined> {
    const copy = await this.options.store.read.orders.accessCopy(orderId);
    return copy === undefined ? undefined : this.options.access?.open(orderId, copy);
  }

  private drop(id: string, reason: string): void {
    this.options.metrics?.add(METRICS.mailsDropped, 1, { reason });
    this.options.log.info('mail dropped', { event: 'mail.dropped', effect: id, reason });
  }

  private nextTry(attempts: number): Date {
    const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
    return new Date(this.clock.now().getTime() + delay / 2 + (Math.random() * delay) / 2);
  }
}
