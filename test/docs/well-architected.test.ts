import { readFileSync } from 'fs';
import { join } from 'path';
import { DOCUMENT, wellArchitectedDocument } from '../../docs/generator/well-architected';
import { FRAMEWORK, practiceOf } from '../../src/well-architected/framework/best-practices';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';
import { ruleId } from '../../src/well-architected/rules/support/rule';

test('docs/well-architected.md equals the catalogue; `npm run docs:rules` writes it', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(wellArchitectedDocument());
});

describe.each(CATALOGUE.map((rule) => [ruleId(rule), rule] as const))('%s', (_, rule) => {
  test('has a requirement, a reason, a fix and a page', () => {
    for (const text of [rule.requirement, rule.why, rule.fix]) {
      expect(text).toMatch(/^[A-Z`0-9].*[.)]$/s);
      expect(text).not.toMatch(/[\n\t]| {2}/);
    }
    expect(rule.requirement.length).toBeLessThanOrEqual(200);
    expect(rule.docs).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\/\S+$/);
    for (const id of [rule.practice, ...(rule.also ?? [])]) expect(practiceOf(id).risk).toBeDefined();
    if (rule.tradeOff) expect(CATALOGUE.map(ruleId)).toContain(rule.tradeOff.against);
  });
});

test('ids are unique and can be acknowledged', () => {
  const ids = CATALOGUE.map(ruleId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[A-Z]+\d{2}-BP\d{2}-[A-Z][A-Za-z0-9]+$/.test(id))).toEqual([]);
});

test('the README states the current numbers', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const assessed = new Set(CATALOGUE.flatMap(({ practice, also = [] }) => [practice, ...also]));
  expect(readme).toContain(`${CATALOGUE.length} rules of the six Well-Architected pillars`);
  expect(readme).toContain(`(${assessed.size} of ${FRAMEWORK.bestPractices} best practices)`);
});
