import { randomInt } from 'crypto';
import { EVENTS } from '../../../src/contract/events';
import { parseNotification, readOrderId } from '../../domain/notifications';
import { Publisher } from '../../ports/publisher';

export const DEMO_CARRIER = 'Demo Parcel';

/** Plays the warehouse: some seconds after an order was packed its parcel is on the way. */
export class DemoWarehouse {
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly publisher: Publisher,
    private readonly shipAfterMs: number,
  ) {}

  /** Takes the notification `order.packed`. */
  async packed(body: string): Promise<void> {
    this.take(readOrderId(parseNotification(body).payload));
  }

  /** Also for orders that were packed before this process began. */
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

  /** What still waits is taken up again at the next start. */
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
