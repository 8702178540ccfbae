/** Sentences of documents and sources that state a value which the code sets. */

export interface Statement {
  readonly file: string;
  /** Captures the figures; it must match somewhere, and every match is compared. */
  readonly says: RegExp;
  /**
   * What the figures are, in their order: an option (`Interface.member`), of which `@production` and `@development`
   * choose one figure, or a value that is no option (`room: name`).
   */
  readonly is: readonly string[];
  /** True for a sentence that a document may leave out. */
  readonly optional?: boolean;
}

const say = (file: string, says: RegExp, ...is: string[]): Statement => ({ file, says, is });

const sayIf = (file: string, says: RegExp, ...is: string[]): Statement => ({ file, says, is, optional: true });

const ARCHITECTURE = 'docs/architecture.md';
const SHOP = 'docs/shop.md';
const STOREFRONT = 'docs/storefront.md';
const BACK_OFFICE = 'docs/back-office.md';
const LAPTOP = 'docs/laptop.md';
const SECURITY = 'docs/security.md';
const RUNBOOK = 'docs/operator-runbook.md';

const HOLDING = 'UnpaidOrderOptions.holdingTime';
const UNANSWERED = 'holding times after which an order expires although its provider does not answer';
const UNKNOWN = 'age at which an event about an unknown order is no finding any more';
const SESSIONS = ['shop: session of a customer after the last visit', 'shop: session of a seller or administrator'];
const BACKUPS = 'DatabaseOptions.backupRetention@production';

const unpaid = (what: 'Orders' | 'Pieces') =>
  ['Session', 'Address', 'Network', 'Email'].map((by) => `UnpaidOrderOptions.max${what}Per${by}`);

export const STATEMENTS: readonly Statement[] = [
  ...ownPages(),
  ...shopPages(),
  ...storefrontLimits(),
  ...accountPages(),
  ...firewallTable(),
  ...operatorPages(),
  ...sources(),
];

/** README.md, CONTRIBUTING.md and docs/architecture.md state few figures: the tables have them. */
function ownPages(): Statement[] {
  return [
    say(
      'README.md',
      /aws-cdk-lib ([\d.]+) or newer .*, constructs ([\d.]+) or newer .* Node.js (\d+)/,
      'tooling: versions',
    ),
    say('README.md', /need Node.js (\d+) or newer/, 'tooling: Node.js'),
    say('CONTRIBUTING.md', /Node.js (\d+) or newer/, 'tooling: Node.js'),
    say('CONTRIBUTING.md', /at most (\d+) columns/, 'tooling: columns'),
    say('CONTRIBUTING.md', /at most (\d+) lines/, 'tooling: lines of a file'),
    say('CONTRIBUTING.md', /less than (\d+) minutes on two/, 'tooling: minutes of CI'),
    say('CONTRIBUTING.md', /at least (\d+) % of lines and (\d+) % of branches/, 'tooling: coverage'),
    say(ARCHITECTURE, /scheduled tasks function runs (each minute)/, 'shop: interval of `relay`'),
    say(ARCHITECTURE, /rule calls the scheduled tasks (each minute)/, 'shop: interval of `relay`'),
    say(ARCHITECTURE, /what is left over, (each minute)/, 'shop: interval of `relay`'),
    say(ARCHITECTURE, /EventBridge rule calls (each minute)/, 'shop: interval of `relay`'),
    say(ARCHITECTURE, /"portNumber":\["(\d+)"\]/, 'database: port of the PostgreSQL proxy'),
    say(ARCHITECTURE, /--port (\d+) --username/, 'database: port of the PostgreSQL proxy'),
    say(ARCHITECTURE, /instanceSecurityGroup, ec2\.Port\.tcp\((\d+)\)/, 'database: port of PostgreSQL'),
  ];
}

function shopPages(): Statement[] {
  return [
    say(SHOP, /holding time \(([^)]+)\)/, HOLDING),
    say(SHOP, /(?:to|after) (four|\d+) times the holding time/, `shop: ${UNANSWERED}`),
    say(SHOP, /\| `reconcile` \| ([^|]+) \|/, 'shop: interval of `reconcile`'),
    say(SHOP, /\| `remind-carts` \| ([^|]+) \|/, 'shop: interval of `remind-carts`'),
    say(SHOP, /\| `clean-up` \| ([^|]+) \|/, 'shop: interval of `clean-up`'),
    say(
      SHOP,
      /for (\d+ hours) \(and (?:not )?for (?:more than )?(a week)/,
      'shop: age of a cart that gets a reminder',
      'shop: age of a cart that gets no reminder any more',
    ),
    say(
      SHOP,
      new RegExp(
        [
          'carts of guests',
          'consumed messages',
          String.raw`\w+ (?:effects|outbox messages)`,
          'events of payment providers',
        ]
          .map((kept) => `${kept} (?:older than|after) ([^,]+)`)
          .join(', ') + ', one-time tokens (a day)',
      ),
      "shop: retention of guests' carts",
      'shop: retention of consumed messages',
      'shop: retention of delivered outbox messages',
      'shop: retention of payment events',
      'shop: retention of one-time tokens after their end',
    ),
    say(SHOP, /(\d+) products on sale a page/, 'shop: products on a page'),
    say(SHOP, /429 after (\d+) searches and[^|]*? (a minute)/, 'shop: limit "search address"'),
    say(SHOP, /has 1 to (\d+) lines/, 'shop: lines of an order at most'),
    say(SHOP, /once, 1 to (\d+) pieces/, 'shop: pieces in a line at most'),
    say(
      SHOP,
      /(?:Twelve|twelve|\d+) (?:tries|times), (?:with )?(\d+ seconds)\s+to (an hour)/,
      'shop: pause after the first try',
      'shop: longest pause between tries',
    ),
    say(SHOP, /([Tt]welve|\d+) (?:tries|times), /, 'shop: tries of an outbox message'),
    say(SHOP, /Only when no\w*(?: event)? came\s+within ([\w ]+?),? the\s+mail/, 'shop: lease of a mail'),
    say(SHOP, /wrong signature,? or older than ([\w ]+?)(?:;| \|)/, 'shop: age of a signature of a payment event'),
    say(SHOP, /another amount; for (\d+ hours)/, `shop: ${UNKNOWN}`),
    say(SHOP, /wait for more than ([\w ]+?)(?:;| \|)/, 'shop: age of an outbox message that is a finding'),
    say(SHOP, /`CartsAbandoned` \| \| [^|]*? for ([\w ]+) \|/, 'shop: age of a cart that gets a reminder'),
  ];
}

function storefrontLimits(): Statement[] {
  const limit = (row: string, name: string) =>
    say(STOREFRONT, new RegExp(String.raw`\| ${row} \|[^|]*\| (\d+ \| \d+ minutes?) \|`), `shop: limit "${name}"`);
  return [
    say(
      STOREFRONT,
      /\| account and network \([^|]*\| (\d+ \| \d+ minutes) \|/,
      'shop: limit "sign-in account and network"',
    ),
    limit('sign-in, known browser', 'sign-in known browser'),
    limit('hashing a password: [^|]*', 'password address'),
    limit('(?:look|find)\\w+ (?:for )?an order[^|]*', 'find order'),
    limit('changing a delivery address', 'delivery change'),
    limit('change of password', 'change password'),
    limit('registration', 'register address'),
    limit('asking for a reset code', 'reset address'),
    limit('reset code', 'reset code'),
    limit('invitation of an administrator', 'admin invitation'),
    limit('search words and pages [^|]*', 'search address'),
    say(STOREFRONT, /account, from \w+(?: networks)? \| (\d+ \| \d+ minutes)/, 'shop: limit "sign-in account"'),
    say(
      STOREFRONT,
      /account and network; account \| (\d+); \d+ \| (\d+ minutes)/,
      'shop: limit "reset account and network"',
    ),
    say(STOREFRONT, /account and network; account \| \d+; (\d+) \| (\d+ minutes)/, 'shop: limit "reset account"'),
    say(STOREFRONT, /with (twenty|\d+) times the limit/, 'shop: factor of limits for visitors without an address'),
  ];
}

function accountPages(): Statement[] {
  return [
    say(STOREFRONT, /copy \| (?:kept for )?(\w+ minutes) in the cache/, 'shop: copy of a session in the cache'),
    say(
      STOREFRONT,
      /\| lifetime \| (\d+ days) after the last visit, (\d+ hours)/,
      'shop: session of a customer after the last visit',
      'shop: session of a seller or administrator',
    ),
    say(STOREFRONT, /the last (\w+) orders with their/, 'shop: remembered orders of a browser'),
    say(STOREFRONT, /have at least (\d+) characters/, 'shop: shortest password in characters'),
    say(STOREFRONT, /(?:good|valid) once and for (\d+ minutes)/, 'shop: reset code'),
    say(STOREFRONT, /(\d+) products and \d+ articles/, 'shop: products on a page'),
    say(BACK_OFFICE, /works once, for ([\w ]+?)\./, 'shop: invitation of an administrator'),
    say(
      BACK_OFFICE,
      /(?:for|last) (\d+ hours) and (?:customers for|those of customers) (\d+ days)/,
      'shop: session of a seller or administrator',
      'shop: session of a customer after the last visit',
    ),
    say(
      BACK_OFFICE,
      /(\d+ MB) and (\w+ minutes)/,
      'shop: picture of a product at most',
      'shop: signed form for an upload',
    ),
    say(LAPTOP, /`ORDER_HOLDING_SECONDS` [^\n]*?default (\d+)/, 'shop: holding time in seconds'),
    say(LAPTOP, /`RESERVABLE_SHARE` [^\n]*?default (\d+)/, 'UnpaidOrderOptions.reservableShare'),
    say(LAPTOP, /`UNPAID_ORDER_LIMITS` [^\n]*?(session=[^`]+)/, ...unpaid('Orders')),
    say(LAPTOP, /`UNPAID_PIECE_LIMITS` [^\n]*?(session=[^`]+)/, ...unpaid('Pieces')),
  ];
}

function firewallTable(): Statement[] {
  const rows = {
    signIn: 'sign-in',
    reset: 'reset',
    checkout: 'checkout',
    cart: 'cart',
    orders: 'orders',
    webhooks: 'webhooks',
  };
  return [
    say(
      SECURITY,
      /\| `rate-limit` \|[^|]*\| ([^|]+) \| (\d+) /,
      'edge: window of `rateLimit`',
      'ManagedWebAclOptions.rateLimit',
    ),
    ...Object.entries(rows).map(([option, rule]) =>
      say(
        SECURITY,
        new RegExp(String.raw`\| .${rule}-limit. \|[^|]*\| ([^|]+) \| (\d+) `),
        'edge: window of `pathLimits`',
        `PathRateLimits.${option}@production`,
      ),
    ),
    say(
      SECURITY,
      /(?:at most (\w+ minutes) old, and each only once|is valid for (\w+ minutes))/,
      'shop: age of a signature of a payment event',
    ),
    say(
      SECURITY,
      /random bits, (?:valid )?(?:once|for one use)[ ,\w]*? (half an hour|\d+ minutes),/,
      'shop: reset code',
    ),
    say(SECURITY, /(\d+ days) after the last visit at most, (\d+ hours)/, ...SESSIONS),
    say(SECURITY, /[Ww]ait (\w+ minutes) after each step/, 'shop: copy of a secret in a process'),
    sayIf(SECURITY, /unpaid orders (?:hold|reserve) (a quarter)/, 'UnpaidOrderOptions.reservableShare'),
    sayIf(SECURITY, /\(at least (\d+) enforced\)/, 'database: least backup retention in production'),
    say(SECURITY, /RDS keeps (?:backups for )?(\d+ days)/, BACKUPS),
    say(SECURITY, /, (\d+ days) of backups/, BACKUPS),
    say(SECURITY, /(\d+ days) of snapshots/, 'CacheOptions.snapshotRetention@production'),
  ];
}

function operatorPages(): Statement[] {
  return [
    say(RUNBOOK, /(?:wait|waits)(?: there for)? up to (\d+ days)/, 'commerce: time that a queue keeps a message'),
    sayIf(
      RUNBOOK,
      /Logs are kept for ([\w ]+), in the development\s+profile for ([\w ]+)\./,
      'every: logRetention@production',
      'every: logRetention@development',
    ),
    sayIf(RUNBOOK, /(\d+) GiB(?: and more)? \(Oracle: (\d+)/, 'database: storage from which gp3 is faster'),
    sayIf(RUNBOOK, /(\w+) tries, (?:each )?three minutes apart/, 'commerce: tries of a message to `orderProcessing`'),
    sayIf(RUNBOOK, /\binto (\d+ seconds), after an outage/, 'commerce: timeout of `scheduledTasks`'),
    sayIf(RUNBOOK, /longer than (five minutes) together/, 'commerce: timeout of `migrations`'),
    sayIf(RUNBOOK, /given up after (\w+) tries\. Their/, 'shop: tries of an outbox message'),
    say(RUNBOOK, /`edge.originReadTimeout` \(([^)]+)\)/, 'EdgeOptions.originReadTimeout'),
    say(RUNBOOK, /`commerce.unpaidOrders.holdingTime` \(([^)]+)\)/, HOLDING),
    say(RUNBOOK, /(?:slower than|of more than) (one second)/, 'database: slow statement, which is logged'),
    say(RUNBOOK, /(?:clock|wrong by)[^.]*? more than (\w+ minutes)/, 'shop: age of a signature of a payment event'),
  ];
}

/** Fixes of rules that say what the construct sets. */
function ruleTexts(): Statement[] {
  const rules = 'src/well-architected/rules';
  const volumes = `${rules}/sustainability/elastic-block-storage.ts`;
  return [
    say(`${rules}/reliability/automated-backups.ts`, /backupRetention. \((\d+ days) in production by default/, BACKUPS),
    say(
      `${rules}/reliability/concurrency-bounded.ts`,
      /maxConcurrency. \((\d+) by default/,
      'CommerceOptions.maxConcurrency',
    ),
    say(
      `${rules}/performance-efficiency/lambda-memory-explicit.ts`,
      /BusinessFunction. \((\d+) by default/,
      'BusinessFunctionCodeOptions.memorySize',
    ),
    say(volumes, /no larger than a server needs \(by default (\d+ GiB)\)/, 'WellArchitectedThresholds.maxRootVolume'),
    say(volumes, /EcommerceArchitecture. have (\d+ GiB)/, 'web: root volume'),
    say(
      `${rules}/cost-optimization/log-retention-bounded.ts`,
      /keep (a year) .* or (two weeks)/,
      'every: logRetention@production',
      'every: logRetention@development',
    ),
    say(
      `${rules}/cost-optimization/no-unjustified-piops.ts`,
      /allocatedStorage. of (\d+) GiB \(Oracle (\d+)\)/,
      'database: storage from which gp3 is faster',
    ),
  ];
}

/** Messages and comments in the sources that state a figure of another line. */
function sources(): Statement[] {
  const plans = 'src/commerce/function-plans.ts';
  const tries = (name: string) => `commerce: tries of a message to \`${name}\``;
  return [
    say(plans, /accepted order was given up after (\w+) tries/, tries('orderProcessing')),
    say(plans, /or the operator was given up after (\w+) tries/, tries('customerNotification')),
    say(plans, /brought up to date in (\w+) tries/, tries('migrations')),
    ...ruleTexts(),
    sayIf('src/web/server-size.ts', /\((\S+), else (\S+)\): the default/, 'web: instance types'),
    sayIf(
      'shop/handlers/web-server/create-admin.ts',
      /password for (half an hour)/,
      'shop: invitation of an administrator',
    ),
    sayIf('shop/application/accounts/reset-password.ts', /good once and for ([\w ]+?),/, 'shop: reset code'),
    sayIf('src/edge/edge.ts', /Below the load balancer's own ([\w ]+?),/, 'web: idle timeout of the load balancer'),
  ];
}
