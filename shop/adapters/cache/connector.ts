import { ConnectionOptions, Connect } from './connection';

/**
 * Returns a function that creates connections. It loads the client with the first one, so that compiling it does not
 * slow down a function's initialization.
 */
export function connector(options: ConnectionOptions): Connect {
  return async (onLost) => {
    const { ClientConnection } = await import('./client-connection');
    return new ClientConnection(options, onLost);
  };
}
