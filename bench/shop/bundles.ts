import { spawnSync } from 'child_process';
import { readdirSync, statSync } from 'fs';
import { join } from 'path';
import { compare, Result } from './result';

const FUNCTIONS = join(__dirname, '../../assets/functions');
const LARGEST = 1_048_576;
const PAIRS = 4;

interface FunctionBundle {
  readonly name: string;
  readonly engine: string;
  readonly folder: string;
}

function bundles(): readonly FunctionBundle[] {
  return ['postgres', 'mysql'].flatMap((engine) =>
    readdirSync(join(FUNCTIONS, engine)).map((name) => ({
      name: `${name}, ${engine}`,
      engine,
      folder: join(FUNCTIONS, engine, name),
    })),
  );
}

/** All files in a function's folder, as they are uploaded. */
export function sizes(): readonly Result[] {
  return bundles().map(({ name, folder }) => {
    const files = readdirSync(folder);
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return {
      name,
      shop: `${bytes} B`,
      other: `${LARGEST} B`,
      ratio: bytes / LARGEST,
      noise: 0,
      demand: { most: 1 },
    };
  });
}

/**
 * Wall time of a Node.js process that loads the function, as Lambda does before the first event, and of one that does
 * nothing. Each value is the minimum of a few alternating pairs, because other work of the machine can only add to a
 * start.
 */
export function initialisation(rounds: number): readonly Result[] {
  return bundles().map(({ name, engine, folder }) => {
    const environment = functionEnvironment(engine);
    const load = () => startOf(`require(${JSON.stringify(join(folder, 'index.js'))})`, environment);
    const nothing = () => startOf('0', environment);
    // Warms the disk cache.
    load();
    const measured = { shop: [] as number[], other: [] as number[], control: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const samples = { shop: [] as number[], other: [] as number[], control: [] as number[] };
      for (let pair = 0; pair < PAIRS; pair++) {
        samples.other.push(nothing());
        samples.shop.push(load());
        samples.control.push(nothing());
      }
      for (const key of ['shop', 'other', 'control'] as const) measured[key].push(Math.min(...samples[key]));
    }
    return compare(name, measured, { most: 2 }, (value) => `${value.toFixed(0)} ms`);
  });
}

function startOf(script: string, env: Record<string, string>): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`node -e '${script}' ended with ${status}: ${String(stderr)}`);
  return performance.now() - begun;
}

/** Environment variables of a function. */
function functionEnvironment(engine: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: '/var/task',
    _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    POWERTOOLS_SERVICE_NAME: 'shop',
    DATABASE_ENGINE: engine,
    DATABASE_HOST: 'database.example.com',
    DATABASE_NAME: 'shop',
    CACHE_HOST: 'cache.example.com',
    ORDER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders',
    MIGRATION_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/migrations',
    ORDER_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:orders',
    STOCK_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:stock',
    OFFER_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:offers',
    MAIL_SENDER: 'shop@example.com',
    SHOP_NAME: 'Shop',
  };
}
