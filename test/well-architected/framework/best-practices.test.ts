import {
  FRAMEWORK,
  practicePage,
  PILLARS,
  practiceOf,
  questionOf,
  pillarOf,
} from '../../../src/well-architected/framework/best-practices';
import { CATALOGUE } from '../../../src/well-architected/rules/catalogue';

const QUESTIONS = PILLARS.flatMap(({ questions }) => questions);
const PRACTICES = QUESTIONS.flatMap(({ bestPractices }) => bestPractices);

describe('the best practices of the framework', () => {
  test('there are as many as AWS lists', () => {
    const counts = PILLARS.map(({ id, questions }) => [
      id,
      questions.flatMap(({ bestPractices }) => bestPractices).length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({ OPS: 67, SEC: 63, REL: 65, PERF: 32, COST: 50, SUS: 29 });
    expect(FRAMEWORK.bestPractices).toBe(306);
  });

  test('the questions are as many as AWS lists', () => {
    expect(Object.fromEntries(PILLARS.map(({ id, questions }) => [id, questions.length]))).toEqual({
      OPS: 11,
      SEC: 11,
      REL: 13,
      PERF: 5,
      COST: 11,
      SUS: 6,
    });
  });

  test('no id exists twice', () => {
    const ids = [...PRACTICES, ...QUESTIONS, ...PILLARS].map(({ id }) => id);
    for (const texts of [ids, PRACTICES.map(({ page }) => page), PILLARS.map(({ lensId }) => lensId)]) {
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  test.each(PILLARS)(
    '$name: each best practice belongs to its question and has a separate page',
    ({ id: pillar, questions }) => {
      for (const { id, title, bestPractices } of questions) {
        expect(id).toMatch(new RegExp(`^${pillar}\\d\\d$`));
        expect(title).toMatch(/^How do(es)? .*\?$/);
        for (const practice of bestPractices) {
          expect(practice.id).toMatch(new RegExp(`^${id}-BP\\d\\d$`));
          expect(practice.page).toMatch(new RegExp(`^${pillar.toLowerCase()}_[a-z0-9_]+$`));
          expect(practice.title).toBe(practice.title.trim());
          expect(questionOf(practice.id).id).toBe(id);
        }
        expect(bestPractices.map((practice) => practice.id)).toEqual(
          bestPractices.map((practice) => practice.id).sort(),
        );
      }
    },
  );

  test('every best practice of the catalogue has a risk', () => {
    for (const { practice, also = [] } of CATALOGUE) {
      for (const id of [practice, ...also]) {
        expect({ id, risk: practiceOf(id).risk }).toEqual({ id, risk: expect.stringMatching(/^(HIGH|MEDIUM|LOW)$/) });
      }
      expect(PILLARS.map(({ id }) => id)).toContain(pillarOf(practice));
    }
  });

  test('a page is found by the id of its best practice', () => {
    expect(practicePage(practiceOf('REL10-BP01'))).toBe(
      'https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html',
    );
  });

  test('an id that AWS does not have is an error', () => {
    expect(() => practiceOf('REL10-BP99')).toThrow('no best practice REL10-BP99');
    expect(() => questionOf('REL99-BP01')).toThrow('no question of REL99-BP01');
  });
});
