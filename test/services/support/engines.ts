import { EngineName, EngineServer } from './engine-server';
import { startMariaDbEngine } from './mariadb-engine';
import { startPostgresEngine } from './postgres-engine';
import { ShopWorld, WorldOptions } from './shop-world';

const STARTERS: Readonly<Record<EngineName, () => Promise<EngineServer>>> = {
  postgres: startPostgresEngine,
  mariadb: startMariaDbEngine,
};

/** Both, or the ones that `ENGINES` names. */
const ENGINES = (process.env.ENGINES ?? 'postgres,mariadb').split(',') as readonly EngineName[];

export interface EngineTests {
  readonly engine: EngineName;
  readonly server: () => EngineServer;
  /** A shop on a database of its own; ends with the test. */
  readonly world: (options?: WorldOptions) => Promise<ShopWorld>;
  /** Ends with the test, whatever becomes of it. */
  readonly onEnd: (end: () => Promise<void>) => void;
}

/** The same tests on each engine, each with a server of its own. */
export function onEachEngine(tests: (engine: EngineTests) => void): void {
  describe.each(ENGINES)('on %s', (engine) => {
    let server: EngineServer;
    const ends: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      server = await STARTERS[engine]();
    });
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });
    afterAll(async () => server.stop());
    tests({
      engine,
      server: () => server,
      world: async (options) => {
        const world = await ShopWorld.start(server, options);
        ends.push(async () => world.stop());
        return world;
      },
      onEnd: (end) => {
        ends.push(end);
      },
    });
  });
}
