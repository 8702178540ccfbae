import { Tokenization } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { VARIABLES } from '../contract/variables';
import { invalid, requireInteger, requireKnown } from '../core/validation';

/** Limits apply to a session, an address, a network (256 IPv4 addresses, 48 bits of IPv6) and an e-mail address. */
const BY = ['Session', 'Address', 'Network', 'Email'] as const;

const MOST = 1_000_000;
const HOLDING_SECONDS = { min: 10, max: 86_400 };

/**
 * Limits on orders and reservations that are not paid. Change a limit only if ordinary customers of the shop reach it.
 */
export interface UnpaidOrderOptions {
  /**
   * The time after which an unpaid order expires and its reservation is released: whole seconds from 10 seconds to one
   * day. The other limits count the orders of this period.
   *
   * @default Duration.minutes(30)
   */
  readonly holdingTime?: Duration;

  /**
   * The share of a product's stock on hand that unpaid orders may reserve, in percent from 0 to 100; at least one
   * piece, unless it is 0. Above it an order is accepted without a reservation, and gets its pieces when its payment
   * arrives. The limit applies to customers whose account has no earlier paid order.
   *
   * @default 25
   */
  readonly reservableShare?: number;

  /**
   * The maximum number of unpaid orders of one browser session, from 1 to 1000000.
   *
   * @default 10
   */
  readonly maxOrdersPerSession?: number;

  /**
   * The maximum number of unpaid orders of one IP address, from 1 to 1000000. Raise it when your server places all
   * orders through the store API.
   *
   * @default 40
   */
  readonly maxOrdersPerAddress?: number;

  /**
   * The maximum number of unpaid orders of one network (256 IPv4 addresses, or the first 48 bits of IPv6), from 1 to
   * 1000000. Many orders with few payments from one network are a sign of tests of stolen cards, so further orders are
   * refused, except for accounts with an earlier paid order.
   *
   * @default 200
   */
  readonly maxOrdersPerNetwork?: number;

  /**
   * The maximum number of unpaid orders with one e-mail address, from 1 to 1000000. Further orders are accepted without
   * a reservation, because anyone can enter any address.
   *
   * @default 10
   */
  readonly maxOrdersPerEmail?: number;

  /**
   * The maximum number of pieces of one product in unpaid orders of one browser session, from 1 to 1000000.
   *
   * @default 100
   */
  readonly maxPiecesPerSession?: number;

  /**
   * The maximum number of pieces of one product in unpaid orders of one IP address, from 1 to 1000000.
   *
   * @default 200
   */
  readonly maxPiecesPerAddress?: number;

  /**
   * The maximum number of pieces of one product in unpaid orders of one network, from 1 to 1000000. Further pieces are
   * accepted without a reservation.
   *
   * @default 400
   */
  readonly maxPiecesPerNetwork?: number;

  /**
   * The maximum number of pieces of one product in unpaid orders with one e-mail address, from 1 to 1000000. Further
   * pieces are accepted without a reservation.
   *
   * @default 100
   */
  readonly maxPiecesPerEmail?: number;
}

/**
 * Validates the options.
 *
 * @internal
 */
export function validateUnpaidOrders(options: UnpaidOrderOptions = {}): void {
  requireKnown(
    'commerce.unpaidOrders.holdingTime',
    options.holdingTime?.isUnresolved() ? options.holdingTime.toSeconds() : undefined,
    'it is written in seconds',
  );
  const seconds = options.holdingTime?.toSeconds({ integral: false });
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= HOLDING_SECONDS.min && seconds <= HOLDING_SECONDS.max)
  ) {
    invalid({
      prop: 'commerce.unpaidOrders.holdingTime',
      expected: 'whole seconds from 10 seconds to 1 day',
      got: options.holdingTime,
      fix: 'write it as Duration.minutes(30); with less, orders expire while customers look for their card',
    });
  }
  requireInteger(
    'commerce.unpaidOrders.reservableShare',
    options.reservableShare,
    0,
    100,
    'it is a percentage of the stock on hand',
  );
  for (const by of BY) {
    requireInteger(
      `commerce.unpaidOrders.maxOrdersPer${by}`,
      options[`maxOrdersPer${by}`],
      1,
      MOST,
      'with 0 customers could not order',
    );
    requireInteger(
      `commerce.unpaidOrders.maxPiecesPer${by}`,
      options[`maxPiecesPer${by}`],
      1,
      MOST,
      'with 0 customers could not order',
    );
  }
}

/** Returns the environment variables for options that are set; for the others the shop has defaults. */
export function unpaidOrderEnvironment(options: UnpaidOrderOptions = {}): { [name: string]: string } {
  const { holdingTime, reservableShare } = options;
  const variables = {
    [VARIABLES.orderRules.holdingSeconds]: holdingTime && String(holdingTime.toSeconds()),
    [VARIABLES.orderRules.reservableShare]: text(reservableShare),
    [VARIABLES.orderRules.orderLimits]: list((by) => options[`maxOrdersPer${by}`]),
    [VARIABLES.orderRules.pieceLimits]: list((by) => options[`maxPiecesPer${by}`]),
  };
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function list(valueOf: (by: (typeof BY)[number]) => number | undefined): string | undefined {
  const given = BY.filter((by) => valueOf(by) !== undefined).map((by) => `${by.toLowerCase()}=${text(valueOf(by))}`);
  return given.length === 0 ? undefined : given.join(',');
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : Tokenization.stringifyNumber(value);
}
