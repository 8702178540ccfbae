import { ConnectionOptions, Connect } from './connection';

/** The client is loaded with the first connection: compiling it is no part of a function's initialisation. */
export function connector(options: ConnectionOptions): Connect {
  return async (onLost) => {
    const { ClientConnection } = await import('./client-connection');
    return new ClientConnection(options, onLost);
  };
}
