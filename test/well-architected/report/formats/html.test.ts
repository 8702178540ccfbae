import { html } from '../../../../src/well-architected/report/formats/html';
import { html as page, link, prose } from '../../../../src/well-architected/report/formats/html-markup';
import { DARK, LIGHT, Palette } from '../../../../src/well-architected/report/formats/html-style';
import type { Report } from '../../../../src/well-architected/report/model';
import { acknowledgeSnippet, attentionOf, practicesOf } from '../../../../src/well-architected/report/view';
import { CLEAN, SAMPLE } from '../sample';

const TEXT = html(SAMPLE);

function all(pattern: RegExp, text = TEXT): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

describe('the report as HTML', () => {
  test('coverage comes first, then what needs attention, then the pillars', () => {
    const places = [
      '11 of 14 best practices can be assessed at least in part from a template',
      'high risk',
      'id="attention"',
      'class="question"',
      'id="trade-offs"',
      'id="acknowledgements"',
      'id="problems"',
      'id="method"',
    ].map((part) => TEXT.indexOf(part));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  test('texts are escaped: the page has only its own script', () => {
    expect(all(/<(script)/g)).toHaveLength(1);
    expect(TEXT).toContain('&lt;script&gt;alert(&quot;reason&quot;)&lt;/script&gt;');
    expect(TEXT).toContain('&lt;Co&gt;');
  });

  test('it loads nothing', () => {
    expect(all(/\b(?:src|srcset|action|poster)=/g)).toEqual([]);
    expect(all(/(?:url\(|@import|fetch\(|XMLHttpRequest|import\()/g)).toEqual([]);
    expect(all(/<link [^>]*href="([^"]*)"/g)).toEqual(['data:,']);
  });

  test('every id is unique, and every link inside the page leads to an id', () => {
    const ids = all(/ id="([^"]*)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const target of all(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const { id } of practicesOf(SAMPLE)) expect(ids).toContain(id);
  });

  test('links to AWS are secure, and no other address is a link', () => {
    for (const address of all(/href="(?!#|data:)([^"]*)"/g)) {
      expect(address).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
    expect(link('javascript:alert(1)', 'text').text).toBe('text');
    expect(link('https://docs.aws.amazon.com/?a="b"', '<b>').text).toBe(
      '<a href="https://docs.aws.amazon.com/?a=&quot;b&quot;" rel="noreferrer">&lt;b&gt;</a>',
    );
  });

  test('every finding that needs attention has a row', () => {
    expect(all(/<tr role="row" (data-finding)/g)).toHaveLength(attentionOf(SAMPLE).length);
  });

  test('statuses have a word and an icon, not only a colour', () => {
    for (const [, status = '', sign = '', word = ''] of TEXT.matchAll(
      /<span class="chip is-([a-z-]+)"><b aria-hidden="true">(.)<\/b>([^<]+)</g,
    )) {
      expect(sign.trim()).not.toBe('');
      expect(word.toLowerCase()).toContain(status.replace('-', ' '));
    }
  });

  test('a finding can be acknowledged by copying, unless it is fatal', () => {
    const [fatal, ...others] = attentionOf(SAMPLE);
    expect(fatal?.evidence.level).toBe('fatal');
    expect(TEXT).toContain('Fatal: it cannot be acknowledged.');
    expect(all(/<pre><code>([^<]*)/g).filter((code) => code.startsWith('// '))).toHaveLength(
      others.filter(({ evidence }) => evidence.status !== 'acknowledged').length,
    );
    expect(TEXT).toContain('id: &#39;WellArchitected::REL10-BP01-MultiAzEveryTier[ReplicaCount]&#39;');
  });

  test('the snippet is TypeScript for every id and path', () => {
    const [first] = attentionOf(SAMPLE);
    if (!first) throw new Error('the sample has findings');
    const snippet = acknowledgeSnippet({ ...first.evidence, id: 'A\'b"c\\d\n', path: 'one\ntwo' });
    const [comment, , id] = snippet.split('\n');
    expect(comment).toBe('// one two');
    expect(id).toBe("  id: 'WellArchitected::A\\'b\"c\\\\d\\n',");
  });

  test('a report without findings states that', () => {
    const text = html(CLEAN);
    expect(text).toContain('Nothing: no finding is failing, undetermined or acknowledged.');
    expect(text).toContain('No finding is acknowledged.');
    expect(text).toContain('No high and no medium risk');
  });

  test('the app itself may be the workload, and a pillar may be left out', () => {
    const [workload] = SAMPLE.workloads;
    if (!workload) throw new Error('the sample has workloads');
    const text = html({
      ...SAMPLE,
      workloads: [{ ...workload, path: '' }],
      pillars: SAMPLE.pillars.map((pillar) => ({ ...pillar, questions: [] })),
    });
    expect(text).toContain('<title>Well-Architected report: the app</title>');
    expect(text).toContain('This pillar was not assessed.');
  });

  test('code stands between backticks', () => {
    expect(prose('Set `a<b` or `c`.').text).toBe('Set <code>a&lt;b</code> or <code>c</code>.');
  });

  test('values in a template are text, and lists are joined', () => {
    expect(page`<p>${'<'}${1}${undefined}${['&', page`<b></b>`]}</p>`.text).toBe('<p>&lt;1&amp;<b></b></p>');
  });

  test('the same report gives the same bytes', () => {
    expect(html(JSON.parse(JSON.stringify(SAMPLE)) as Report)).toBe(TEXT);
  });
});

// WCAG 2.2, success criterion 1.4.3: at least this for text of ordinary size.
const AA = 4.5;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((first, second) => second - first);
  return (light + 0.05) / (dark + 0.05);
}

function pairs({ page: ground, raised, text, muted, link: linked, status }: Palette): [string, string, string][] {
  const plain = Object.entries({ text, muted, linked }).flatMap(([name, ink]): [string, string, string][] => [
    [`${name} on page`, ink, ground],
    [`${name} raised`, ink, raised],
  ]);
  return [
    ...plain,
    ...Object.entries(status).map(([name, { ink, tint }]): [string, string, string] => [name, ink, tint]),
  ];
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the colours of the %s report', (_, palette) => {
  test.each(pairs(palette))('%s can be read', (name, ink, ground) => {
    expect({ name, enough: contrast(ink, ground) >= AA }).toEqual({ name, enough: true });
  });
});
