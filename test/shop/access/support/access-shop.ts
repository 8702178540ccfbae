/** Whole shop on one database, listening: storefront, store API and payments, divided as by the load balancer. */
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { FastifyInstance } from 'fastify';
import { functionRoutes, ServedRoute, storefrontRoutes } from './served-routes';
import { FUNCTIONS } from '../../../../shop/access/function-table';
import { loadConfig } from '../../../../shop/adapters/configuration/load-config';
import { DemoProvider } from '../../../../shop/adapters/payment/demo';
import { SignedHeaderProvider } from '../../../../shop/adapters/payment/signed-header';
import { log } from '../../../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../../../shop/application/outbox/outbox-relay';
import { answer } from '../../../../shop/handlers/http/answer';
import { createHandler, PaymentVerification, paymentRoutes } from '../../../../shop/handlers/payment-verification';
import { LoadBalancerFunction, loadBalanced } from '../../../../shop/local/load-balancer/load-balancer';
import { Upload } from '../../../../shop/ports/media';
import { Store } from '../../../../shop/ports/store';
import { storeApiRoutes } from '../../../../shop/presentation/store-api/routes';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestStorefront, testStorefront } from '../../presentation/storefront/support/storefront';
import { TestTopics } from '../../support/external-services';

export const PAYMENT_SECRET = 'whsec_of_the_provider';

/** Confirms every picture as uploaded. */
const MEDIA = {
  createUpload: async ({ key }: { readonly key: string }): Promise<Upload> => ({
    url: 'https://media.example.com/',
    fields: { key },
  }),
  exists: async () => true,
};

export interface AccessShop {
  readonly storefront: TestStorefront;
  readonly routes: readonly ServedRoute[];
  /** Port for a path, by the paths of the listener's rules. */
  portOf(path: string): number;
  close(): Promise<void>;
}

export async function openAccessShop(store: Store): Promise<AccessShop> {
  const storefront = testStorefront(store, { healthCheckPath: '/healthz', media: MEDIA });
  const app = buildApp(storefront);
  const config = loadConfig({});
  const { clock, migrations, orderQueue } = storefront;
  const api = storeApiRoutes({ ...config, ...config.web, ...storefront, orderQueue });
  const payment: PaymentVerification = {
    config,
    store,
    clock,
    migrations,
    relay: new OutboxRelay({
      store,
      clock,
      log,
      publisher: new TestTopics(),
      kinds: ['publish.orders', 'publish.stock'],
    }),
    // Both providers, so that the routes of each exist.
    providers: [new DemoProvider(), new SignedHeaderProvider('signed', false)],
    secrets: async () => [PAYMENT_SECRET],
  };
  const functions: Readonly<Record<string, LoadBalancerFunction>> = {
    StoreApi: async (event) => answer(api, migrations, event),
    PaymentVerification: createHandler(() => payment),
  };
  await app.listen({ host: '127.0.0.1', port: 0 });
  const rules = await Promise.all(
    FUNCTIONS.flatMap(({ name, invoker }) =>
      invoker.by === 'load balancer' ? [listen(invoker.path, functions[name])] : [],
    ),
  );
  return {
    storefront,
    routes: [
      ...storefrontRoutes(app),
      ...functionRoutes('store-api', api),
      ...functionRoutes('payment-verification', paymentRoutes(payment)),
    ],
    portOf: (path) => rules.find(({ begins }) => path.startsWith(begins))?.port ?? portOf(app),
    close: async () => {
      await app.close();
      for (const { server } of rules) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listen(pattern: string, handler: LoadBalancerFunction) {
  const handle = loadBalanced(handler);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { begins: pattern.replace(/\*$/, ''), server, port: portOf({ server }) };
}

function portOf({ server }: Pick<FastifyInstance, 'server'> | { readonly server: Server }): number {
  return (server.address() as AddressInfo).port;
}
