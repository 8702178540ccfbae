import { Token } from 'aws-cdk-lib';
import { invalid, isConcrete, requireEither, requireInteger, requireMatch } from '../../src/core/validation';

describe('validation errors', () => {
  test('say what is wrong, what is expected, what was given, and the fix', () => {
    expect(() =>
      invalid({
        prop: 'database.backupRetention',
        expected: 'at least 7 days in production',
        got: '1 day',
        fix: 'raise it or use Profile.DEVELOPMENT',
      }),
    ).toThrow(
      '`database.backupRetention` must be at least 7 days in production, got "1 day": raise it or use ' +
        'Profile.DEVELOPMENT',
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

  test('a text that does not match is refused, a token is accepted', () => {
    expect(() => requireMatch('x', 'abc', /^\d$/, 'a digit', 'fix')).toThrow('`x` must be a digit, got "abc": fix');
    expect(() => requireMatch('x', Token.asString({ Ref: 'P' }), /^\d$/, 'a digit', 'fix')).not.toThrow();
    expect(isConcrete(Token.asString({ Ref: 'P' }))).toBe(false);
  });

  test('an existing resource and the options for creating one are refused together', () => {
    expect(() =>
      requireEither('network.vpc', {}, { 'network.cidr': '10.0.0.0/16', 'network.natGateways': undefined }),
    ).toThrow('remove `network.vpc` or `network.cidr`');
    expect(() => requireEither('network.vpc', {}, { 'network.cidr': undefined })).not.toThrow();
    expect(() => requireEither('network.vpc', undefined, { 'network.cidr': 'x' })).not.toThrow();
  });
});
