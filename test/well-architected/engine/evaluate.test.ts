import { Acknowledgements } from '../../../src/well-architected/engine/acknowledgements';
import { evaluate } from '../../../src/well-architected/engine/evaluate';
import { CATALOGUE } from '../../../src/well-architected/rules/catalogue';
import { found } from '../../../src/well-architected/rules/support/finding';
import type { Rule } from '../../../src/well-architected/rules/support/rule';
import { settingsOf } from '../../../src/well-architected/rules/support/settings';
import { Template } from '../../../src/well-architected/workload/template';
import { Workload } from '../../../src/well-architected/workload/workload';

test('a rule that throws is undetermined and no pass, and the other rules run', () => {
  const [rule] = CATALOGUE;
  const sound: Rule = { ...rule, check: ({ resources }) => resources.map((one) => found(one, true, 'any', 'any')) };
  const broken: Rule = {
    ...rule,
    check: () => {
      throw new Error('no such property');
    },
  };
  const body = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
  const workload = new Workload('S', [new Template({ stackName: 'S', path: 'S', body })]);
  const subject = { workload, rules: [broken, sound], settings: settingsOf(), enforced: true };
  const results = evaluate(subject, new Acknowledgements([], '2026-11-23'));
  expect(results).toMatchObject([
    { rule: broken, status: 'undetermined', finding: { actual: 'the check itself failed: no such property' } },
    { rule: sound, status: 'compliant' },
  ]);
});
