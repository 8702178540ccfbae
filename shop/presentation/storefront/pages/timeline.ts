import { Order, OrderState } from '../../../domain/orders/order';
import { Shipment } from '../../../domain/orders/shipment';
import { html, Html } from '../html';

/** One step in the progress of an order. */
export interface Step {
  readonly label: string;
  readonly state: 'done' | 'now' | 'later' | 'ended';
  readonly text?: string;
}

/** States of an order that is paid and delivered, in their order. */
const PROGRESS: readonly (readonly [OrderState, string])[] = [
  ['placed', 'Received'],
  ['paid', 'Paid'],
  ['packed', 'Packed'],
  ['shipped', 'On its way'],
  ['delivered', 'Delivered'],
];

const CURRENT_TEXTS: Readonly<Partial<Record<OrderState, string>>> = {
  placed: 'We wait for your payment.',
  paid: 'Your payment has arrived. We are packing your parcel.',
  packed: 'Your parcel is packed and waits for the carrier.',
  shipped: 'Your parcel has left our warehouse.',
  delivered: 'Your parcel has arrived. Enjoy it!',
};

const END_TEXTS: Readonly<Partial<Record<OrderState, readonly [string, string]>>> = {
  rejected: ['Not possible', 'We could not take this order. Nothing is charged.'],
  cancelled: ['Cancelled', 'You have cancelled this order. Nothing is charged.'],
  expired: [
    'Expired',
    'It was not paid in time, so the products are free for others again. You are welcome to order anew.',
  ],
  refund_due: ['Refund', 'We are returning your money.'],
  refunded: ['Refunded', 'Your money is on its way back to you.'],
};

const REASONS: Readonly<Record<string, string>> = {
  sold_out:
    'At least one of the products sold out while you ordered. ' +
    'Nothing is charged; what you wanted is back in your cart.',
  price_changed:
    'The price of at least one product changed while you ordered. ' +
    'Nothing is charged; what you wanted is back in your cart, at the new price.',
  not_available: 'At least one of the products is no longer sold. Nothing is charged; the rest is back in your cart.',
};

/**
 * Returns the progress of an order.
 *
 * @param shipment - adds carrier and tracking number once the parcel has left
 */
export function stepsOf({ state, reason }: Pick<Order, 'state' | 'reason'>, shipment?: Shipment): readonly Step[] {
  const ended = END_TEXTS[state];
  if (ended) {
    const [label, text] = ended;
    return [
      { label: 'Received', state: 'done' },
      { label, state: 'ended', text: REASONS[reason ?? ''] ?? text },
    ];
  }
  const reached = PROGRESS.findIndex(([each]) => each === state);
  return PROGRESS.map(([each, label], index) => {
    if (index !== reached) return { label, state: index < reached ? 'done' : 'later' };
    const tracking =
      each === 'shipped' && shipment?.carrier !== undefined
        ? ` ${shipment.carrier}, tracking number ${shipment.tracking ?? 'unknown'}.`
        : '';
    return { label, state: each === 'delivered' ? 'done' : 'now', text: `${CURRENT_TEXTS[each] ?? ''}${tracking}` };
  });
}

/** Words for screen readers; colour and shape say the same. */
const WORDS = { done: 'done', now: 'now', later: 'still to come', ended: 'ended' } as const;

/** Renders the progress of an order as a list. */
export function timeline(steps: readonly Step[]): Html {
  return html`<ol class="timeline">${steps.map(
    ({
      label,
      state,
      text,
    }) => html`<li class="${state}"${state === 'now' || state === 'ended' ? html` aria-current="step"` : undefined}>
<strong>${label}</strong><span class="unseen"> (${WORDS[state]})</span>\
${text === undefined ? undefined : html`<p>${text}</p>`}</li>`,
  )}</ol>`;
}

/** Returns the state of an order as a label for lists. */
export function stateLabel(state: OrderState): string {
  return PROGRESS.find(([each]) => each === state)?.[1] ?? END_TEXTS[state]?.[0] ?? state;
}
