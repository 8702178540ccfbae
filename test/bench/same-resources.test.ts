import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HandWrittenStack } from '../../bench/hand-written/stack';
import { EcommerceArchitecture, WellArchitected } from '../../src';

type Resources = Record<string, { readonly Type: string; readonly Properties?: object }>;

const resourcesOf = (stack: Stack): Resources => Template.fromStack(stack).toJSON().Resources;

const minimal = new Stack(new App(), 'Minimal');
new EcommerceArchitecture(minimal, 'Shop', { wellArchitected: WellArchitected.off() });
const ours = resourcesOf(minimal);
const handWritten = resourcesOf(new HandWrittenStack(new App(), 'HandWritten'));

// The benchmark compares like with like only as long as these hold.

test('the hand-written app has as many resources of each type as examples/minimal', () => {
  expect(countOf(handWritten, ({ Type }) => [Type])).toEqual(countOf(ours, ({ Type }) => [Type]));
});

test('it says about as much of them', () => {
  const properties = (resources: Resources) =>
    Object.values(resources).flatMap(({ Properties = {} }) => Object.keys(Properties)).length;
  expect(properties(handWritten) / properties(ours)).toBeCloseTo(1, 1);
  expect(JSON.stringify(handWritten).length / JSON.stringify(ours).length).toBeCloseTo(1, 1);
});

function countOf(resources: Resources, keysOf: (resource: Resources[string]) => string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of Object.values(resources).flatMap(keysOf)) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
