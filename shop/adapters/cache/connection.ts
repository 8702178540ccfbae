import { AccessKeys } from './connect-token';

/** Connection to the cache server: opened once, destroyed once, never reconnected. */
export interface Connection {
  open(): Promise<void>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<unknown>;
  increment(key: string): Promise<number>;
  add(key: string, amount: number, ttlSeconds: number): Promise<number>;
  /** True for an error that the server answered; false when the connection failed. */
  isAnswer(error: unknown): error is Error;
  destroy(): void;
}

/** Creates a connection that is not open yet. It calls `onLost` when it is no longer usable. */
export type Connect = (onLost: (error: Error) => void) => Promise<Connection>;

/** Address of the cache server and the sign-in. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Absent: the server needs no sign-in. */
  readonly signIn?: {
    readonly user: string;
    readonly name: string;
    readonly region: string;
    readonly credentials: () => Promise<AccessKeys>;
    readonly signInAgainMs?: number;
  };
}
