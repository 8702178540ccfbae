/** The message on the order queue: all that accept orders write it here, and the consumer reads it as carefully as a stranger's. */
import { Address, readAddress } from '../address';
import { readAccessToken } from './order-access';
import {
  Fields,
  InvalidInput,
  parseJson,
  readCurrency,
  readEmail,
  readInteger,
  readObject,
  readUlid,
} from '../validation';

export const MAXIMUM_MESSAGE_BYTES = 64 * 1024;
export const MAXIMUM_LINES = 50;
export const MAXIMUM_QUANTITY = 99;

export interface OrderMessageLine {
  readonly productId: string;
  readonly quantity: number;
  /** The price the customer saw: when it has changed since, the order is rejected instead of charged. */
  readonly priceMinor?: number;
}

export interface OrderMessage {
  /** The key of the checkout form: a double click, a retry and a redelivery are one order. */
  readonly orderId: string;
  readonly email: string;
  readonly currency: string;
  readonly address: Address;
  readonly lines: readonly OrderMessageLine[];
  /** The order's secret, made by whoever sends the first request. A later message with another one changes nothing. */
  readonly accessToken: string;
  /** Facts that only the shop itself adds: a client cannot send them. */
  readonly internal?: InternalFacts;
}

/** Facts about a request that the shop knows and the client does not say. */
export interface InternalFacts {
  /** The account of the session; absent for guests. */
  readonly customerId?: string;
  /** The cart that the lines were taken from: they go back there when the order is rejected. */
  readonly cartId?: string;
  /** False when its visitor holds as much unpaid stock as one may: the order is taken without a reservation. */
  readonly mayReserve?: boolean;
}

/** The text of a queue message. */
export function encodeOrderMessage(message: OrderMessage): string {
  return JSON.stringify(message);
}

/** From the text of a queue message. */
export function decodeOrderMessage(text: string): OrderMessage {
  if (Buffer.byteLength(text) > MAXIMUM_MESSAGE_BYTES) {
    throw new InvalidInput('message', `is larger than ${MAXIMUM_MESSAGE_BYTES} bytes`);
  }
  const fields = readObject(parseJson(text, 'message'), 'message');
  return {
    ...readOrderMessage(fields),
    ...(fields.internal === undefined ? {} : { internal: readInternal(readObject(fields.internal, 'internal')) }),
  };
}

/** From a body that anyone may have written: what only the shop adds is ignored. */
export function readOrderMessage(value: unknown): OrderMessage {
  const fields = readObject(value, 'message');
  return {
    orderId: readUlid(fields.orderId, 'orderId'),
    email: readEmail(fields.email, 'email'),
    currency: readCurrency(fields.currency, 'currency'),
    address: readAddress(fields.address),
    lines: readLines(fields.lines),
    accessToken: readAccessToken(fields.accessToken, 'accessToken'),
  };
}

function readInternal({ customerId, cartId, mayReserve }: Fields): InternalFacts {
  return {
    ...(customerId === undefined ? {} : { customerId: readUlid(customerId, 'internal.customerId') }),
    ...(cartId === undefined ? {} : { cartId: readUlid(cartId, 'internal.cartId') }),
    ...(mayReserve === undefined ? {} : { mayReserve: mayReserve === true }),
  };
}

/** One line a product, sorted: two orders that lock their products in the same order cannot deadlock. */
function readLines(value: unknown): readonly OrderMessageLine[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAXIMUM_LINES) {
    throw new InvalidInput('lines', `must be 1 to ${MAXIMUM_LINES} lines`);
  }
  const lines = value.map((line: unknown, index) => readLine(readObject(line, `lines[${index}]`), index));
  if (new Set(lines.map((line) => line.productId)).size < lines.length) {
    throw new InvalidInput('lines', 'must name each product once');
  }
  return lines.sort((a, b) => (a.productId < b.productId ? -1 : 1));
}

function readLine(fields: Fields, index: number): OrderMessageLine {
  return {
    productId: readUlid(fields.productId, `lines[${index}].productId`),
    quantity: readInteger(fields.quantity, `lines[${index}].quantity`, 1, MAXIMUM_QUANTITY),
    ...(fields.priceMinor === undefined
      ? {}
      : { priceMinor: readInteger(fields.priceMinor, `lines[${index}].priceMinor`, 0, 1e12) }),
  };
}
