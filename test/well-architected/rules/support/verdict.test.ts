import { unanimous, anyOf, everyOf, not } from '../../../../src/well-architected/rules/support/verdict';

test('an unknown verdict decides nothing, and excludes nothing', () => {
  expect([anyOf([undefined, true]), anyOf([undefined, false]), anyOf([])]).toEqual([true, undefined, false]);
  expect([everyOf([undefined, false]), everyOf([undefined, true]), everyOf([])]).toEqual([false, undefined, true]);
  expect([unanimous([true, true]), unanimous([true, false]), unanimous([false, undefined]), unanimous([])]).toEqual([
    true,
    undefined,
    undefined,
    undefined,
  ]);
  expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
});
