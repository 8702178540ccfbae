/** Rules about the characters of a text, and a test for site addresses. */

/** C0 and C1 controls, line and paragraph separators, byte order marks and code points that are no characters. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Noncharacter_Code_Point}/u;

/**
 * Direction marks, embeddings, overrides and isolates: a name with one could reverse the text around it. Right-to-left
 * scripts need none of them.
 */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Invisible characters, which make two different texts look the same: soft hyphens, fillers, zero-width spaces and
 * tags.
 */
const INVISIBLE = new RegExp(
  '[\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f' +
    '\\u3164\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e007f}]',
  'u',
);

/** Joiners outside of Arabic, Persian, Indic scripts and emoji, or two in a row: there they only disguise a text. */
const MISPLACED_JOINER = /(?<![^\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{N}\p{P}\p{Z}\u200c\u200d])[\u200c\u200d]/u;

/** Half of a surrogate pair: neither UTF-8 nor a database can store it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

const RULES: readonly (readonly [RegExp, string])[] = [
  [CONTROL, 'must have no control characters: type it anew instead of pasting it'],
  [LONE_SURROGATE, 'must be complete Unicode text: remove the broken character'],
  [DIRECTION, 'must have no characters that change the writing direction: type it anew instead of pasting it'],
  [INVISIBLE, 'must have no invisible characters: type it anew instead of pasting it'],
  [MISPLACED_JOINER, 'must have no invisible characters: type it anew instead of pasting it'],
];

/** Returns the problem with a text's characters and how to repair it; undefined when there is none. */
export function characterProblem(text: string): string | undefined {
  return RULES.find(([pattern]) => pattern.test(text))?.[1];
}

const DROPPED = new RegExp(
  `(?:${[CONTROL, LONE_SURROGATE, DIRECTION, INVISIBLE].map(({ source }) => source).join('|')})+`,
  'gu',
);

/** Returns the text in one line, with a space in place of characters that the rules refuse. */
export function dropRefused(text: string): string {
  return text.replace(DROPPED, ' ').trim();
}

/** A scheme (also a defanged one) or a host name prefix that mail programs turn into a link without a scheme. */
const SCHEME_OR_WWW = /:\/\/|(?<![\p{L}\p{N}])(?:h(?:tt|xx)ps?|ftps?|mailto):|(?<![\p{L}\p{N}])www\d{0,3}\./iu;
const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/;
const PUNYCODE = /(?<![\p{L}\p{N}])xn--[a-z\d]/iu;

/**
 * Two parts around a dot and the character after them. Each part is one run of characters, so the search time stays
 * linear.
 */
const DOTTED = /(?<=([\p{L}\p{M}\p{N}-]{1,3}))\.([\p{L}\p{M}][\p{L}\p{M}\p{N}-]*)([/?#]|:\d)?/gu;

/** Top-level domains of three letters and more that anyone may register, and those reserved for examples. */
const OPEN_ENDINGS = new Set(
  (
    'academy agency app art asia bank bar best beauty bid biz blog boats bond buzz cafe cam care cars casa ' +
    'cash casino cat center cfd chat cheap city click cloud club codes coffee com community company contact ' +
    'cool country coupons credit cyou data date dating deals delivery design dev digital direct discount ' +
    'download earth email energy events example exchange expert express faith fashion finance financial fit ' +
    'foundation fun fund fyi gallery game games gift gifts global gold group guru hair health help homes host ' +
    'hosting icu inc info ink insure int international invalid jobs land lat law life limited link live loan ' +
    'loans lol ltd makeup market marketing media men mobi moda mom money monster mov movie museum name net ' +
    'network news ninja one onion online ooo org page partners parts party pay photo photos pics pink plus ' +
    'porn press pro promo property pub quest racing red rent rest review reviews rip rocks run sale sbs school ' +
    'science security services sex shop shopping show site skin social software solutions space sport store ' +
    'stream studio style support surf systems tax taxi team tech technology test tips today tokyo tools top ' +
    'tours trade trading travel tube ventures vip watch web webcam website wedding wiki win work works world ' +
    'wtf xyz xxx yachts yoga zip zone'
  ).split(' '),
);

/** Top-level domains in other alphabets. Those that are also words in addresses (such as Moscow) are left out. */
const OTHER_ENDINGS = new Set([
  'рф',
  'онлайн',
  'сайт',
  'орг',
  'ком',
  'бел',
  'укр',
  '中国',
  '中國',
  '公司',
  '网络',
  '网址',
  '在线',
  'コム',
  '닷컴',
  '한국',
]);

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Two-letter top-level domains that are no country code. */
const REGION_ENDINGS = new Set(['ac', 'eu', 'su', 'uk']);

/**
 * True when mail programs would turn a part of the text into a link.
 *
 * They decide by the top-level domain: any country's, or any that is sold. People also abbreviate with a dot and no
 * space (`St.Gallen`, `J.R.R. Tolkien`). So a capitalized word after a dot passes if an attacker cannot register it.
 */
export function namesSite(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200c\u200d]/g, '')
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/[[({]\.[\])}]/g, '.');
  if (SCHEME_OR_WWW.test(plain) || IPV4.test(plain) || PUNYCODE.test(plain)) return true;
  return [...plain.matchAll(DOTTED)].some(([, before, ending, path]) => isSite(before, ending, path !== undefined));
}

/** `before` is the end of the text before the dot, at most three characters. */
function isSite(before: string, ending: string, hasPath: boolean): boolean {
  const [name] = ending.toLowerCase().split('-');
  if (!/^[a-z]{2,}$/.test(name)) return OTHER_ENDINGS.has(name);
  if (hasPath || OPEN_ENDINGS.has(name)) return true;
  // House and floor numbers: `2.OG`, `3.St`.
  if (/^\d{1,2}$/.test(before)) return false;
  if (name.length === 2) return name === ending.toLowerCase() && isCountry(name);
  // One letter is an initial: `J.R.R.Tolkien`, `p.o.box`.
  return before.length > 1 && /^[a-z]/.test(ending);
}

function isCountry(code: string): boolean {
  return REGION_ENDINGS.has(code) || regions.of(code.toUpperCase()) !== undefined;
}
