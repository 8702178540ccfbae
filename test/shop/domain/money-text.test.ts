import * as fc from 'fast-check';
import { amountText, money, parseAmount } from '../../../shop/domain/money';

describe('amounts as people type them', () => {
  test.each([
    ['12.90', 'EUR', 1290],
    ['12,9', 'EUR', 1290],
    [' 7 ', 'EUR', 700],
    ['0', 'EUR', 0],
    ['1.1', 'USD', 110],
    ['8.29', 'EUR', 829],
    ['1500', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['1,5', 'KWD', 1500],
  ])('%s %s', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toEqual(money(minor, currency));
  });

  test.each([
    ['', 'EUR'],
    ['-1', 'EUR'],
    ['+1', 'EUR'],
    ['1.234', 'EUR'],
    ['1,234.50', 'EUR'],
    ['1 000', 'EUR'],
    ['12.', 'EUR'],
    ['.5', 'EUR'],
    ['1e3', 'EUR'],
    ['0x10', 'EUR'],
    ['1.5', 'JPY'],
    ['NaN', 'EUR'],
    ['99999999999999999', 'EUR'],
    ['999999999999999', 'EUR'],
    ['१२', 'EUR'],
  ])('"%s" is no amount in %s', (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });

  test('the text of a form field is read as the same amount, in every kind of currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 }),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'CLP'),
        (minor, currency) => {
          expect(parseAmount(amountText(money(minor, currency)), currency)).toEqual(money(minor, currency));
        },
      ),
    );
    expect(amountText(money(-5, 'EUR'))).toBe('-0.05');
  });
});
