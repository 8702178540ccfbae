import { AccessKeys } from './connect-token';

/** One connection to the cache's server: opened once, destroyed once, never repaired. */
export interface Connection {
  open(): Promise<void>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<unknown>;
  increment(key: string): Promise<number>;
  add(key: string, amount: number, ttlSeconds: number): Promise<number>;
  /** An answer of the server, in contrast to a connection that failed. */
  isAnswer(error: unknown): error is Error;
  destroy(): void;
}

/** Makes a connection that is not open yet; `onLost` is called when it will not do any more. */
export type Connect = (onLost: (error: Error) => void) => Promise<Connection>;

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Absent: no sign-in. */
  readonly signIn?: {
    readonly user: string;
    readonly name: string;
    readonly region: string;
    readonly credentials: () => Promise<AccessKeys>;
    readonly signInAgainMs?: number;
  };
}
