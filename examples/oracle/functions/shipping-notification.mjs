// Handles the order topic: requests the parcel of a paid order, and records a dispatched parcel.
import { eachRecord, keep, readId } from './documents.mjs';

const STATES = { 'order.paid': 'requested', 'shipment.dispatched': 'dispatched' };

export const handler = async (event) =>
  eachRecord(event, async ({ eventId, kind, payload }) => {
    const state = STATES[kind];
    // The topic can carry kinds that this function does not handle yet.
    if (!state) return;
    const orderId = readId(payload?.orderId, 'payload.orderId');
    const { carrier, tracking } = payload;
    const result = await keep(`shipments/${orderId}/${state}.json`, { orderId, state, eventId, carrier, tracking });
    console.log({ message: 'shipment', orderId, state, result });
  });
