import { randomInt } from 'crypto';
import { EVENTS } from '../../../src/contract/events';
import { parseNotification, readOrderId } from '../../domain/notifications';
import { Publisher } from '../../ports/publisher';

/** Carrier in the demonstration's tracking data. */
export const DEMO_CARRIER = 'Demo Parcel';

/** Plays the warehouse: dispatches the parcel some seconds after an order was packed. */
export class DemoWarehouse {
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly publisher: Publisher,
    private readonly shipAfterMs: number,
  ) {}

  /** Receives the notification `order.packed`. */
  async packed(body: string): Promise<void> {
    this.take(readOrderId(parseNotification(body).payload));
  }

  /** Schedules the dispatch, also of orders that were packed before this process started. */
  take(orderId: string): void {
    if (this.waiting.has(orderId)) return;
    this.waiting.set(
      orderId,
      setTimeout(() => {
        this.waiting.delete(orderId);
        void this.dispatch(orderId);
      }, this.shipAfterMs),
    );
  }

  /** Cancels pending dispatches; the next start schedules them again. */
  close(): void {
    this.waiting.forEach((timer) => clearTimeout(timer));
    this.waiting.clear();
  }

  private async dispatch(orderId: string): Promise<void> {
    await this.publisher.publish('orders', {
      eventId: `${orderId}:${EVENTS.shipmentDispatched}`,
      kind: EVENTS.shipmentDispatched,
      payload: { orderId, carrier: DEMO_CARRIER, tracking: `DEMO-${randomInt(1e9, 1e10)}`, test: true },
    });
  }
}
