import { defaultTags } from './defaults/default-tags';
import { figuresIn } from './defaults/figures';
import { literalFacts } from './defaults/literal-facts';
import { optionFacts } from './defaults/option-facts';

/** Sizes of instance types, which AWS decides. */
const SIZES_OF_TYPES = /\d+ processors and [\d.]+ GiB|\(about [^)]+\)/g;

const facts = optionFacts();
const tags = defaultTags();
const figuresOf = (text: string) => figuresIn(text.replace(SIZES_OF_TYPES, ''));

test('every default in the table of facts is stated by a `@default`', () => {
  expect(tags.length).toBeGreaterThan(100);
  const options = tags.map(({ option }) => option);
  expect(Object.keys(facts).filter((option) => !options.includes(option))).toEqual([]);
});

test.each(tags.map(({ option, text, file }) => [option, text, file]))(
  '%s: the figures of `@default %s` are what the code sets (%s)',
  (option, text) => {
    expect(figuresOf(text)).toEqual((facts[option] ?? []).flatMap(figuresIn));
  },
);

test.each(Object.entries(literalFacts()))('%s: `@default` is %s', (option, text) => {
  expect(tags.find((tag) => tag.option === option)?.text).toBe(text);
});
