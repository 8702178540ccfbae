import { Store, UnitOfWork } from '../../../shop/ports/store';

type Repositories = Omit<UnitOfWork, 'attempt'>;

/** Repositories with a separate transaction for each call, for tests that write a database row by row. */
export function writing(store: Pick<Store, 'transaction'>): Repositories {
  const repository = (name: keyof Repositories) =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          async (...args: unknown[]): Promise<unknown> =>
            store.transaction(async (unit) => {
              const target = unit[name];
              const call = Reflect.get(target, method) as (...given: unknown[]) => Promise<unknown>;
              return call.apply(target, args);
            }),
      },
    );
  return new Proxy({}, { get: (_, name) => repository(name as keyof Repositories) }) as Repositories;
}
