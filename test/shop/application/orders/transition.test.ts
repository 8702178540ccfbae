import * as fc from 'fast-check';
import { OrderMoves, transition } from '../../../../shop/application/orders/transition';
import {
  allows,
  deliveryMayChange,
  IllegalTransition,
  TRANSITIONS,
  OrderState,
} from '../../../../shop/domain/orders/order';

const STATES = Object.keys(TRANSITIONS) as OrderState[];
const state = fc.constantFrom(...STATES);

function orderIn(start: OrderState): OrderMoves & { state: OrderState; writes: number } {
  const order = {
    state: start,
    writes: 0,
    find: async () => ({ state: order.state }),
    move: async (_id: string, from: OrderState, to: OrderState) => {
      if (order.state !== from) return false;
      order.state = to;
      order.writes += 1;
      return true;
    },
  };
  return order;
}

describe('the order table', () => {
  test('an order only enters states that the table allows, after any sequence of attempts', async () => {
    await fc.assert(
      fc.asyncProperty(state, fc.array(fc.tuple(state, state), { maxLength: 40 }), async (start, tries) => {
        const order = orderIn(start);
        for (const [from, to] of tries) {
          const before = order.state;
          const writes = order.writes;
          const result = await transition(order, 'o', from, to).catch((error: unknown) => error);
          if (result === true) expect([before, allows(from, to), order.state]).toEqual([from, true, to]);
          else expect([order.state, order.writes]).toEqual([before, writes]);
          if (result === false) expect(before).toBe(to);
          if (result instanceof Error) expect(result).toBeInstanceOf(IllegalTransition);
        }
      }),
    );
  });

  test('a repeated transition changes nothing and is no error', async () => {
    const order = orderIn('placed');
    expect([await transition(order, 'o', 'placed', 'paid'), await transition(order, 'o', 'placed', 'paid')]).toEqual([
      true,
      false,
    ]);
    expect(order.writes).toBe(1);
  });

  test('an unknown order cannot enter a state', async () => {
    const nothing = { find: async () => undefined, move: async () => false };
    await expect(transition(nothing, 'o', 'placed', 'paid')).rejects.toMatchObject({ from: 'missing', to: 'paid' });
  });

  test('the transition that ends an order removes the copy of its access token', async () => {
    const ended = new Set<OrderState>();
    const moves: OrderMoves = {
      find: async () => undefined,
      move: async (_id, _from, to, details) => {
        if (details?.closed) ended.add(to);
        return true;
      },
    };
    for (const from of STATES) {
      for (const to of TRANSITIONS[from]) await transition(moves, 'o', from, to, { reason: 'r' });
    }
    expect([...ended].sort()).toEqual(['cancelled', 'delivered', 'expired', 'refunded', 'rejected']);
  });

  test('no state follows a refund, and every state can be reached', () => {
    expect(TRANSITIONS.refunded).toEqual([]);
    const reached = new Set<OrderState>(['placed', ...Object.values(TRANSITIONS).flat()]);
    expect([...reached].sort()).toEqual([...STATES].sort());
    expect(STATES.filter(deliveryMayChange)).toEqual(['placed', 'paid']);
  });
});
