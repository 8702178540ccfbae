import { EngineName, EngineServer } from './engine-server';
import { startMariaDbEngine } from './mariadb-engine';
import { startPostgresEngine } from './postgres-engine';
import { ShopWorld, WorldOptions } from './shop-world';

const STARTERS: Readonly<Record<EngineName, () => Promise<EngineServer>>> = {
  postgres: startPostgresEngine,
  mariadb: startMariaDbEngine,
};

/** Both engines, or those that `ENGINES` names. */
const ENGINES = (process.env.ENGINES ?? 'postgres,mariadb').split(',') as readonly EngineName[];

export interface EngineTests {
  readonly engine: EngineName;
  readonly server: () => EngineServer;
  /** Shop on a separate database; ends with the test. */
  readonly world: (options?: WorldOptions) => Promise<ShopWorld>;
  /** Ends with the test, also after a failure. */
  readonly onEnd: (end: () => Promise<void>) => void;
}

/** Runs the same tests on each engine, with a separate server for each. */
export function onEachEngine(tests: (engine: EngineTests) => void): void {
  for (const engine of ENGINES) onEngine(engine, tests);
}

/**
 * Runs tests on one engine.
 *
 * @param engine - for tests that `npm test` runs on the other engine already
 */
export function onEngine(engine: EngineName, tests: (engine: EngineTests) => void): void {
  describe(`on ${engine}`, () => {
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
