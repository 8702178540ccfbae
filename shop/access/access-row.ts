/** Words of the table of routes (`route-table.ts`) and functions (`function-table.ts`). */
import { FUNCTIONS } from '../../src/contract/functions';

type FunctionName = typeof FUNCTIONS.storeApi.name | typeof FUNCTIONS.paymentVerification.name;

export type Server = 'storefront' | FunctionName | 'laptop';

/**
 * Those who may call a route. `mail holder` has a token that the shop has mailed or that an operator has handed
 * over.
 */
export type Caller =
  | 'everyone'
  | 'order holder'
  | 'customer'
  | 'seller'
  | 'administrator'
  | 'mail holder'
  | 'payment provider'
  | 'health check';

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
 * Proof that a form is the shop's own; the same words as in `shop/presentation/storefront/visitor.ts`, and `-` for what takes
 * no form.
 */
export type FormProof = 'token' | 'origin' | 'none' | '-';

/**
 * Status of the answer; `own`: the caller sees and changes only what is the caller's, with the status that owners
 * get.
 */
export type Answer = number | 'own';

/** Mail that a stranger can cause. */
export type AnonymousMail = 'reset code to its owner' | 'order mails to the typed address';

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
   * Answer to another caller's valid proof, such as another customer's session; undefined where no stranger can
   * have one.
   */
  readonly another?: Answer;
  readonly mail?: AnonymousMail;
}
