import { App, Stack } from 'aws-cdk-lib';
import { cases as secrets } from './no-plaintext-secrets.cases';
import { settingsOf } from '../../../../src/well-architected/rules/support/settings';
import { templatesOf } from '../../../../src/well-architected/workload/from-constructs';
import { Workload } from '../../../../src/well-architected/workload/workload';

test('no finding contains a secret', () => {
  for (const given of Object.values(secrets.failing)) {
    const stack = new Stack(new App(), 'S');
    (typeof given === 'function' ? given : given.build)(stack);
    const findings = secrets.rule.check(new Workload('S', templatesOf(stack, false)), settingsOf());
    expect(findings.map(({ actual, expected, item }) => `${actual} ${expected} ${item}`).join()).not.toMatch(
      /swordfish|AKIA/,
    );
  }
});
