import * as fc from 'fast-check';
import { add, equals, format, money, split, times } from '../../../shop/domain/money';

describe('money', () => {
  test('is an integer in minor units of one currency', () => {
    expect(() => money(1.5, 'EUR')).toThrow(RangeError);
    expect(() => money(2 ** 53, 'EUR')).toThrow(RangeError);
    expect(() => money(1, 'eur')).toThrow(RangeError);
    expect(() => add(money(1, 'EUR'), money(1, 'USD'))).toThrow('cannot add USD to EUR');
    expect(add(money(1, 'EUR'), times(money(2, 'EUR'), 3))).toEqual(money(7, 'EUR'));
    expect([equals(money(1, 'EUR'), money(1, 'USD')), equals(money(1, 'EUR'), money(1, 'EUR'))]).toEqual([false, true]);
  });

  test("is formatted with its currency's sign and digits", () => {
    expect([format(money(123456, 'EUR')), format(money(500, 'JPY')), format(money(1005, 'KWD'))]).toEqual([
      '€1,234.56',
      '¥500',
      'KWD\u00a01.005',
    ]);
  });

  test('a split keeps the sum, and each part differs by less than one unit from the exact share', () => {
    const amounts = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
    const weights = fc
      .array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = split(money(amount, 'EUR'), list);
        expect(parts.reduce((sum, part) => sum + part.minor, 0)).toBe(amount);
        const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        parts.forEach((part, index) => {
          const difference = BigInt(part.minor) * total - BigInt(amount) * BigInt(list[index]);
          expect(difference < total && difference > -total).toBe(true);
        });
      }),
    );
    expect(() => split(money(1, 'EUR'), [0])).toThrow(RangeError);
    expect(() => split(money(1, 'EUR'), [-1, 2])).toThrow(RangeError);
    expect(split(money(100, 'EUR'), [1, 1, 1]).map(({ minor }) => minor)).toEqual([34, 33, 33]);
  });
});
