// Follows the order topic: a paid order asks for its parcel, a dispatched parcel is recorded.
import { eachRecord, keep, readId } from './documents.mjs';

const STATES = { 'order.paid': 'requested', 'shipment.dispatched': 'dispatched' };

export const handler = async (event) =>
  eachRecord(event, async ({ eventId, kind, payload }) => {
    const state = STATES[kind];
    // The topic may learn new kinds before this function does.
    if (!state) return;
    const orderId = readId(payload?.orderId, 'payload.orderId');
    const { carrier, tracking } = payload;
    const result = await keep(`shipments/${orderId}/${state}.json`, { orderId, state, eventId, carrier, tracking });
    console.log({ message: 'shipment', orderId, state, result });
  });
