import { Tokenization } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { VARIABLES } from '../contract/variables';
import { invalid, requireInteger, requireKnown } from '../core/validation';

/** A session, an address, a network (256 addresses of IPv4, 48 bits of IPv6) and an e-mail address. */
const BY = ['Session', 'Address', 'Network', 'Email'] as const;

const MOST = 1_000_000;
const HOLDING_SECONDS = { min: 10, max: 86_400 };

/**
 * Bounds on what visitors may hold without paying. Only a shop whose honest customers meet one of them needs to change
 * it.
 */
export interface UnpaidOrderOptions {
  /**
   * Time that an order may be unpaid before it expires and its stock is free again; from 10 seconds to one day. The
   * bounds below are counted over it.
   *
   * @default Duration.minutes(30)
   */
  readonly holdingTime?: Duration;

  /**
   * Percent of a product's pieces on hand that unpaid orders may reserve, from 0 to 100; at least one piece, unless it
   * is 0. Beyond it an order is taken without a reservation and gets its pieces when its payment arrives. It binds
   * everyone whose account has no earlier paid order.
   *
   * @default 25
   */
  readonly reservableShare?: number;

  /**
   * Unpaid orders of one browser session.
   *
   * @default 10
   */
  readonly maxOrdersPerSession?: number;

  /**
   * Unpaid orders of one visitor address. Raise it when a server of yours places all orders through the store API.
   *
   * @default 40
   */
  readonly maxOrdersPerAddress?: number;

  /**
   * Unpaid orders of one network (256 addresses of IPv4, the first 48 bits of IPv6). Many orders and few payments from
   * one network are how stolen cards are tried, so more are refused; an account with an earlier paid order is not.
   *
   * @default 200
   */
  readonly maxOrdersPerNetwork?: number;

  /**
   * Unpaid orders that name one e-mail address. More are taken without a reservation, because anyone may type any
   * address.
   *
   * @default 10
   */
  readonly maxOrdersPerEmail?: number;

  /**
   * Pieces of one product in unpaid orders of one browser session.
   *
   * @default 100
   */
  readonly maxPiecesPerSession?: number;

  /**
   * Pieces of one product in unpaid orders of one visitor address.
   *
   * @default 200
   */
  readonly maxPiecesPerAddress?: number;

  /**
   * Pieces of one product in unpaid orders of one network. More are taken without a reservation.
   *
   * @default 400
   */
  readonly maxPiecesPerNetwork?: number;

  /**
   * Pieces of one product in unpaid orders that name one e-mail address. More are taken without a reservation.
   *
   * @default 100
   */
  readonly maxPiecesPerEmail?: number;
}

/** @internal */
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
      fix: 'half an hour is usual: shorter ones expire while customers look for their card',
    });
  }
  requireInteger(
    'commerce.unpaidOrders.reservableShare',
    options.reservableShare,
    0,
    100,
    'it is a percentage of what is on hand',
  );
  for (const by of BY) {
    requireInteger(
      `commerce.unpaidOrders.maxOrdersPer${by}`,
      options[`maxOrdersPer${by}`],
      1,
      MOST,
      'with 0 nothing could be ordered',
    );
    requireInteger(
      `commerce.unpaidOrders.maxPiecesPer${by}`,
      options[`maxPiecesPer${by}`],
      1,
      MOST,
      'with 0 nothing could be ordered',
    );
  }
}

/** The variables that differ from the defaults of the shop. */
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
