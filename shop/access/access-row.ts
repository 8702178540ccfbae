/** Terms in the tables of routes (`route-table.ts`) and functions (`function-table.ts`). */
import { FUNCTIONS } from '../../src/contract/functions';

type FunctionName = typeof FUNCTIONS.storeApi.name | typeof FUNCTIONS.paymentVerification.name;

/** Process that answers a route. `laptop`: only the local shop. */
export type Server = 'storefront' | FunctionName | 'laptop';

/** Callers of a route. A `mail holder` has a token that the shop has mailed or that an operator has handed over. */
export type Caller =
  | 'everyone'
  | 'order holder'
  | 'customer'
  | 'seller'
  | 'administrator'
  | 'mail holder'
  | 'payment provider'
  | 'health check';

/** Proof that a caller presents. */
export type Proof =
  | 'none'
  | 'own session'
  | 'session'
  | 'session and product'
  | 'session with role'
  | 'password'
  | 'order secret or session'
  | 'order secret'
  | 'reset code'
  | 'invitation'
  | 'mail token'
  | 'signature'
  | 'loopback';

/**
 * Proof that a form comes from the shop, with the terms of `shop/presentation/storefront/visitor.ts`; `-` for a route
 * without a form.
 */
export type FormProof = 'token' | 'origin' | 'none' | '-';

/** Status of the answer. `own`: the caller sees and changes only the caller's data, with the status for owners. */
export type Answer = number | 'own';

/** Mail that an anonymous caller can cause. */
export type AnonymousMail = 'reset code to its owner' | 'order mails to the typed address';

/** Row of the table of routes. */
export interface RouteRow {
  readonly server: Server;
  readonly method: string;
  readonly path: string;
  readonly who: Caller;
  readonly proof: Proof;
  readonly form: FormProof;
  /** Answer to a request without a proof. */
  readonly without: Answer;
  /** Answer to a proof that is made up. */
  readonly wrong: Answer;
  /**
   * Answer to another caller's valid proof, such as another customer's session; undefined when another caller cannot
   * have one.
   */
  readonly another?: Answer;
  readonly mail?: AnonymousMail;
}
