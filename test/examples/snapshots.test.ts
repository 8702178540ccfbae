import { mkdirSync, readdirSync } from 'fs';
import { dirname } from 'path';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { differences, expectGolden, goldenFile, unexpectedGolden, withoutHashes } from './golden';
import { exampleNames, loadExample } from '../support/example';

/** Returns the templates of an example's stacks, by name. */
function templatesOf(example: string, context: Record<string, unknown>): Record<string, unknown> {
  return withoutHashes(
    Object.fromEntries(loadExample(example, context).stacks.map(({ name, template }) => [name, template])),
  );
}

const folder = dirname(goldenFile('any'));
beforeAll(() => mkdirSync(folder, { recursive: true }));

describe.each(exampleNames())('%s', (example) => {
  test('equals the reviewed template, without feature flags', () => {
    expectGolden(example, templatesOf(example, {}));
  });

  test("differs with CDK's recommended flags only as reviewed", () => {
    // Both templates are compared as a whole, but only their differences are stored: the rest would be there twice.
    expectGolden(`${example}.flags-on`, differences(templatesOf(example, {}), templatesOf(example, flags)));
  });
});

test('every example has two files, and no other file exists', () => {
  const present = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  const expected = exampleNames().flatMap((name) => [name, `${name}.flags-on`]);
  expect(unexpectedGolden(present, expected)).toEqual([]);
});
