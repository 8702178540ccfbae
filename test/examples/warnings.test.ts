import { FLAG_SETS } from '../support/app';
import { exampleNames, loadExample } from '../support/example';
import type { Example } from '../support/example';

/** Warnings of each example: decisions that are left to its users. */
const WARNINGS: Record<string, string[]> = {
  'bring-your-own': [],
  'custom-domain': ['alarms-unheard', 'demo-payments'],
  development: ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender'],
  minimal: ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender', 'region-unknown'],
  mysql: ['alarms-unheard', 'demo-payments', 'http-to-origin', 'mail-without-sender'],
  oracle: ['alarms-unheard', 'http-to-origin', 'mail-without-sender', 'oracle-master-credential'],
  production: [],
};

const OURS = 'cdk-ecommerce-architecture:';

/** The ids of the warnings, and whole texts of those that are not ours. */
function warningsOf({ messages }: Example): string[] {
  const texts = messages.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  return texts.map((text) => new RegExp(`\\[ack: ${OURS}([a-z-]+)\\]$`).exec(text)?.[1] ?? text).sort();
}

test('the table names every example', () => {
  expect(Object.keys(WARNINGS)).toEqual(exampleNames());
});

describe.each(FLAG_SETS)('%s', (_, context) => {
  describe.each(exampleNames())('%s', (name) => {
    const example = () => loadExample(name, context);

    test('has exactly the warnings of the table, and no error', () => {
      expect(warningsOf(example())).toEqual(WARNINGS[name]);
      expect(example().messages.filter(({ type }) => type === 'aws:cdk:error')).toEqual([]);
    });
  });
});
