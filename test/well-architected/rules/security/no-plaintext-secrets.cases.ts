import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnReplicationGroup, CfnUser as CfnCacheUser } from 'aws-cdk-lib/aws-elasticache';
import { CfnUser } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { noPlaintextSecrets } from '../../../../src/well-architected/rules/security/no-plaintext-secrets';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (masterUserPassword: string): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', masterUserPassword });
  };

const fn =
  (variables: Record<string, string>): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', environment: { variables } });
  };

const secretOf = (stack: Parameters<Build>[0], id = 'Secret'): CfnSecret =>
  new CfnSecret(stack, id, { name: 'shop-database', generateSecretString: {} });

export const cases: RuleCases = {
  rule: noPlaintextSecrets,
  compliant: {
    'a password that RDS manages': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', manageMasterUserPassword: true });
    },
    'a dynamic reference': database('{{resolve:secretsmanager:shop:SecretString:password}}'),
    'a dynamic reference to a secret of the stack': (stack) => {
      database(Fn.join('', ['{{resolve:secretsmanager:', secretOf(stack).ref, ':SecretString:password::}}']))(stack);
    },
    'a token by reference': (stack) => {
      const authToken = Fn.join('', ['{{resolve:secretsmanager:', secretOf(stack).ref, '}}']);
      new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', authToken });
    },
    'a secret by its reference': (stack) => fn({ DB_SECRET: secretOf(stack).ref })(stack),
    'a secret by its ARN': fn({ DB_SECRET: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-a1b2c3' }),
    'a secret by its name': (stack) => {
      secretOf(stack);
      fn({ DB_SECRET: 'shop-database' })(stack);
    },
    'a parameter by its path': (stack) => {
      new CfnSsmParameter(stack, 'Parameter', { name: '/shop/token', type: 'String', value: 'x' });
      fn({ TOKEN: '/shop/token' })(stack);
    },
    'numbers, switches and addresses': fn({
      MAX_TOKEN: '900',
      REQUIRE_PASSWORD: 'true',
      TOKEN: 'https://login.example.com/token',
      API_KEY: '',
    }),
  },
  failing: {
    'a password': { levels: ['fatal'], build: database('swordfish'), fails: ['Properties.MasterUserPassword'] },
    'a token for the cache': {
      levels: ['fatal'],
      build: (stack) => {
        new CfnReplicationGroup(stack, 'Cache', {
          replicationGroupDescription: 'cache',
          authToken: 'swordfish-swordfish',
        });
      },
    },
    'one of two passwords of a cache user': {
      build: (stack) => {
        new CfnCacheUser(stack, 'User', {
          engine: 'redis',
          userId: 'u',
          userName: 'u',
          passwords: [`{{resolve:secretsmanager:${secretOf(stack).ref}}}`, 'swordfish'],
        });
      },
      fails: ['Properties.Passwords.1'],
    },
    'a password for the console': (stack) => {
      new CfnUser(stack, 'User', { loginProfile: { password: 'swordfish' } });
    },
    'variables that name a secret': {
      levels: ['error'],
      build: fn({
        DB_PASSWORD: 'swordfish',
        apiKey: 'swordfish',
        STRIPE_SECRET_2: 'swordfish',
        SHOP_NAME: 'swordfish',
        TOKEN_TTL_UNIT: 'days',
      }),
      fails: ['DB_PASSWORD', 'STRIPE_SECRET_2', 'apiKey'],
    },
    'an access key under any name': {
      levels: ['fatal'],
      build: fn({ MAILER: 'AKIAIOSFODNN7EXAMPLE' }),
      fails: ['MAILER'],
    },
    'a password in an address': {
      levels: ['error'],
      build: fn({ DATABASE_URL: 'postgres://shop:swordfish@db.example.com/shop' }),
      fails: ['DATABASE_URL'],
    },
    'a password in an address with a reference': {
      build: (stack) =>
        fn({ DATABASE_URL: Fn.join('', ['postgres://shop:swordfish@', Fn.ref('AWS::Region'), '/shop']) })(stack),
      fails: ['DATABASE_URL'],
    },
    'a secret with its text': {
      levels: ['warning'],
      build: (stack) => {
        new CfnSecret(stack, 'Secret', { secretString: 'swordfish' });
      },
    },
  },
  notApplicable: {
    'a database without a password': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'Database' });
    },
    'a function without variables': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
    'variables about secrets': fn({
      SECRET_NAME: 'shop',
      PASSWORD_POLICY: 'strict',
      TOKEN_ENDPOINT: 'login',
      SORT_KEY: 'name',
      BYPASS: 'cache',
    }),
    'an address with a password by reference': (stack) => {
      fn({
        DATABASE_URL: Fn.join('', [
          'postgres://shop:{{resolve:secretsmanager:',
          secretOf(stack).ref,
          '}}@db.example.com/shop',
        ]),
      })(stack);
    },
  },
  token: (stack) => {
    database(new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString)(stack);
    fn({ API_KEY: new CfnParameter(stack, 'Key', { noEcho: true }).valueAsString })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', manageMasterUserPassword: true }).addPropertyOverride(
        'MasterUserPassword',
        'swordfish',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const [payment] = Object.entries(main.Resources)
        .filter(([id]) => id.startsWith('ShopCommercePaymentVerificationFunction'))
        .map(([, resource]) => resource);
      payment.Properties.Environment.Variables.PAYMENT_TOKEN = 'swordfish';
    },
  },
};
