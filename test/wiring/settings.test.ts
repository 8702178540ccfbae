import { Stack } from 'aws-cdk-lib';
import { DatabaseEngine, EcommerceArchitecture, WebAcl, WebServer, WellArchitected } from '../../src';
import * as cache from '../../src/cache/cache-options';
import * as commerce from '../../src/commerce/commerce-settings';
import * as database from '../../src/database/database-settings';
import * as dns from '../../src/dns/dns-options';
import * as edge from '../../src/edge/edge-options';
import * as mail from '../../src/mail/mail-options';
import * as messaging from '../../src/messaging/messaging-options';
import * as monitoring from '../../src/monitoring/monitoring-options';
import * as network from '../../src/network/network-options';
import * as storage from '../../src/storage/storage-options';
import * as web from '../../src/web/web-options';

afterEach(() => jest.restoreAllMocks());

test("the options of every room are resolved once a synth, and the user's choices are rendered once", () => {
  const calls = {
    cache: jest.spyOn(cache, 'resolveCache'),
    commerce: jest.spyOn(commerce, 'resolveCommerce'),
    database: jest.spyOn(database, 'resolveDatabase'),
    dns: jest.spyOn(dns, 'resolveDns'),
    edge: jest.spyOn(edge, 'resolveEdge'),
    mail: jest.spyOn(mail, 'resolveMail'),
    messaging: jest.spyOn(messaging, 'resolveMessaging'),
    monitoring: jest.spyOn(monitoring, 'resolveMonitoring'),
    network: jest.spyOn(network, 'resolveNetwork'),
    storage: jest.spyOn(storage, 'resolveStorage'),
    web: jest.spyOn(web, 'resolveWeb'),
    engine: jest.spyOn(DatabaseEngine.prototype, '_render'),
    server: jest.spyOn(WebServer.prototype, '_render'),
    webAcl: jest.spyOn(WebAcl, 'managed'),
  };
  new EcommerceArchitecture(new Stack(), 'Shop', { wellArchitected: WellArchitected.off() });
  const counted = Object.entries(calls).map(([name, { mock }]) => [name, mock.calls.length]);
  expect(counted).toEqual(Object.keys(calls).map((name) => [name, 1]));
});
