import { IncomingMessage, ServerResponse } from 'http';
import { buildApp, Storefront } from '../../presentation/storefront/app';

/** Storefront without a port. */
export interface LocalStorefront {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Creates the storefront as on the servers; the gateway passes requests to it. */
export async function openStorefront(shop: Storefront): Promise<LocalStorefront> {
  const app = buildApp(shop);
  await app.ready();
  return { answer: (request, response) => app.routing(request, response), close: async () => app.close() };
}
