/**
 * Message on the order queue. Everything that accepts orders writes it. The consumer checks it as strictly as input of
 * an anonymous caller.
 */
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

/** Size limit of a queue message. */
export const MAXIMUM_MESSAGE_BYTES = 64 * 1024;
/** Most different products in one order. */
export const MAXIMUM_LINES = 50;
/** Most pieces of one product in one order. */
export const MAXIMUM_QUANTITY = 99;

export interface OrderMessageLine {
  readonly productId: string;
  readonly quantity: number;
  /** Price in minor units that the customer saw. If it has changed since, the order is rejected and not charged. */
  readonly priceMinor?: number;
}

export interface OrderMessage {
  /** Key of the checkout form: a double click, a retry and a redelivery result in one order. */
  readonly orderId: string;
  readonly email: string;
  readonly currency: string;
  readonly address: Address;
  readonly lines: readonly OrderMessageLine[];
  /**
   * Access token of the order, created by the sender of the first request. A later message with another token changes
   * nothing.
   */
  readonly accessToken: string;
  /** Facts that only the shop adds: a client cannot send them. */
  readonly internal?: InternalFacts;
}

/** Facts about a request that the shop knows and the client does not send. */
export interface InternalFacts {
  /** Account of the session; absent for guests. */
  readonly customerId?: string;
  /** Cart that the lines were taken from: they are put back into it when the order is rejected. */
  readonly cartId?: string;
  /** False when the visitor has reached a limit of unpaid orders: the order is accepted without a reservation. */
  readonly mayReserve?: boolean;
}

/** Returns the text of a queue message. */
export function encodeOrderMessage(message: OrderMessage): string {
  return JSON.stringify(message);
}

/** Parses and checks the text of a queue message, with the facts that the shop added. */
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

/** Reads an order from an untrusted request body. Facts that only the shop may add are ignored. */
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

/**
 * Reads the lines, one for each product, and sorts them by product: orders that lock their products in the same order
 * cannot deadlock.
 */
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
