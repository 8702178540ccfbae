import { mkdirSync, readdirSync } from 'fs';
import { dirname } from 'path';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { differences, expectGolden, goldenFile, unexpectedGolden, withoutHashes } from './golden';
import { exampleNames, loadExample } from '../support/example';

/** The whole templates of an example's stacks, by name. */
function templatesOf(example: string, context: Record<string, unknown>): Record<string, unknown> {
  return withoutHashes(
    Object.fromEntries(loadExample(example, context).stacks.map(({ name, template }) => [name, template])),
  );
}

const folder = dirname(goldenFile('any'));
beforeAll(() => mkdirSync(folder, { recursive: true }));

describe.each(exampleNames())('%s', (example) => {
  test('is what was reviewed, without feature flags', () => {
    expectGolden(example, templatesOf(example, {}));
  });

  test("differs with CDK's recommended flags only as reviewed", () => {
    // Both whole templates are compared; kept is what they differ in, because the rest would stand there twice.
    expectGolden(`${example}.flags-on`, differences(templatesOf(example, {}), templatesOf(example, flags)));
  });
});

test('every example has its two files, and no other example has', () => {
  const present = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  const expected = exampleNames().flatMap((name) => [name, `${name}.flags-on`]);
  expect(unexpectedGolden(present, expected)).toEqual([]);
});
