import { functionsOf, listenerPaths, openDoors } from './support/invokers';
import { FUNCTIONS } from '../../../shop/access/function-table';
import { loadExample } from '../../support/example';

const {
  main: { template },
  stacks,
} = loadExample('minimal');

test('each function of the template is in the table with its invoker, and each row is in the template', () => {
  const byName = <T extends { readonly name: string }>(rows: readonly T[]) =>
    [...rows].sort((a, b) => a.name.localeCompare(b.name));
  expect(byName(functionsOf(template))).toEqual(byName(FUNCTIONS));
});

test('no other invoker exists: no function URL, no permission without a source, no role', () => {
  expect(stacks.flatMap((stack) => openDoors(stack.template))).toEqual([]);
});

test('the listener routes paths as the table says, and every rule demands origin verification', () => {
  const rows = FUNCTIONS.flatMap(({ invoker }) =>
    invoker.by === 'load balancer' ? [{ path: invoker.path, priority: invoker.priority, secret: true }] : [],
  );
  const servers = { path: '*', priority: 1000, secret: true };
  expect(listenerPaths(template)).toEqual([...rows, servers]);
});
