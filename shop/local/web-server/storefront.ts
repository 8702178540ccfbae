import { IncomingMessage, ServerResponse } from 'http';
import { buildApp, Storefront } from '../../presentation/storefront/app';

export interface LocalStorefront {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** The storefront as on the servers, without a port of its own. */
export async function openStorefront(shop: Storefront): Promise<LocalStorefront> {
  const app = buildApp(shop);
  await app.ready();
  return { answer: (request, response) => app.routing(request, response), close: async () => app.close() };
}
