import { Token } from 'aws-cdk-lib';
import { invalid, isConcrete, requireEither, requireInteger, requireMatch } from '../../src/core/validation';

describe('errors of this library', () => {
  test('say what, expected, got and how to fix it', () => {
    expect(() =>
      invalid({
        prop: 'database.backupRetention',
        expected: 'at least 7 days in production',
        got: '1 day',
        fix: 'raise it or use Profile.DEVELOPMENT',
      }),
    ).toThrow(
      '`database.backupRetention` must be at least 7 days in production, got "1 day": raise it or use Profile.DEVELOPMENT',
    );
  });

  test.each([1, 2.5, 4])('a number outside its range or not whole is refused: %s', (value) => {
    expect(() => requireInteger('x', value, 2, 3, 'fix')).toThrow('`x` must be a whole number from 2 to 3');
  });

  test.each([2, 3, undefined, Token.asNumber({ Ref: 'P' })])(
    'a number inside its range, an absent one and a token pass: %s',
    (value) => {
      expect(() => requireInteger('x', value, 2, 3, 'fix')).not.toThrow();
    },
  );

  test('a text that does not match is refused, a token passes', () => {
    expect(() => requireMatch('x', 'abc', /^\d$/, 'a digit', 'fix')).toThrow('`x` must be a digit, got "abc": fix');
    expect(() => requireMatch('x', Token.asString({ Ref: 'P' }), /^\d$/, 'a digit', 'fix')).not.toThrow();
    expect(isConcrete(Token.asString({ Ref: 'P' }))).toBe(false);
  });

  test('a thing and the options to make it are not given together', () => {
    expect(() =>
      requireEither('network.vpc', {}, { 'network.cidr': '10.0.0.0/16', 'network.natGateways': undefined }),
    ).toThrow('remove `network.vpc` or `network.cidr`');
    expect(() => requireEither('network.vpc', {}, { 'network.cidr': undefined })).not.toThrow();
    expect(() => requireEither('network.vpc', undefined, { 'network.cidr': 'x' })).not.toThrow();
  });
});
