import type { Level } from '../../../../src/well-architected/framework/level';
import { lens } from '../../../../src/well-architected/report/formats/lens';
import { LENS_LIMITS } from '../../../../src/well-architected/report/formats/lens-limits';
import type {
  Choice,
  Lens,
  LensPillar,
  LensQuestion,
  LinkedText,
} from '../../../../src/well-architected/report/formats/lens-limits';
import { CATALOGUE } from '../../../../src/well-architected/rules/catalogue';
import type { Rule } from '../../../../src/well-architected/rules/support/rule';

function parsed(rules: readonly Rule[]): Lens {
  return JSON.parse(lens(rules)) as Lens;
}

function rule(practice: string, name: string, level: Level = 'error'): Rule {
  return {
    practice,
    name,
    level,
    requirement: `${name} holds.`,
    why: 'Otherwise the shop stops.',
    fix: 'Set the property.',
    docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html',
    check: () => [],
  };
}

const WHOLE = parsed(CATALOGUE);
const SMALL = parsed([
  rule('REL10-BP01', 'One'),
  rule('REL10-BP02', 'Two', 'warning'),
  rule('SEC02-BP02', 'Three', 'fatal'),
  rule('COST01-BP06', 'Four', 'info'),
]);

/** Returns the small lens with a change in its first question. */
function withPillar(change: Partial<LensPillar>): Lens {
  return { ...SMALL, pillars: SMALL.pillars.map((pillar, index) => (index === 0 ? { ...pillar, ...change } : pillar)) };
}

function withQuestion(change: Partial<LensQuestion>): Lens {
  return withPillar({ questions: (SMALL.pillars[0]?.questions ?? []).map((question) => ({ ...question, ...change })) });
}

function withChoice(change: Partial<Choice>): Lens {
  return withQuestion({
    choices: (SMALL.pillars[0]?.questions[0]?.choices ?? []).map((choice, index) =>
      index === 0 ? { ...choice, ...change } : choice,
    ),
  });
}

function withText(change: Partial<LinkedText>): Lens {
  return withChoice({ improvementPlan: { displayText: 'text', url: 'https://docs.aws.amazon.com', ...change } });
}

const many = <T>(one: T, count: number) => Array.from({ length: count }, () => one);
const [PILLAR] = SMALL.pillars as [LensPillar];
const [QUESTION] = PILLAR.questions as [LensQuestion];
const [CHOICE] = QUESTION.choices as [Choice];
const DEFAULT = { condition: 'default', risk: 'HIGH_RISK' } as const;

const BROKEN: Readonly<Record<string, Lens>> = {
  "the version of the schema is the template's": { ...SMALL, schemaVersion: '2022-01-01' },
  'the name has 128 characters': { ...SMALL, name: 'n'.repeat(129) },
  'the description has 2,048 characters': { ...SMALL, description: 'd'.repeat(2_049) },
  'there are 10 pillars': { ...SMALL, pillars: many(PILLAR, 11) },
  'the pillars are those of the framework': withPillar({ id: 'beauty' }),
  'the name of a pillar has 128 characters': withPillar({ name: 'n'.repeat(129) }),
  'a pillar has 20 questions': withPillar({ questions: many(QUESTION, 21) }),
  'a question has 15 choices': withQuestion({ choices: many(CHOICE, 16) }),
  'ids have 3 to 128 characters': withQuestion({ id: 'ab' }),
  'ids hold letters, digits and underscores': withChoice({ id: 'REL10-BP01' }),
  'ids of pillars are unique': { ...SMALL, pillars: many(PILLAR, 2) },
  'ids of questions are unique': withPillar({ questions: many(QUESTION, 2) }),
  'ids of choices are unique in a question': withQuestion({ choices: many(CHOICE, 2) }),
  'the id of a choice has 64 characters': withChoice({ id: 'i'.repeat(65) }),
  'titles have 128 characters': withChoice({ title: 't'.repeat(129) }),
  'the description of a question has 2,048 characters': withQuestion({ description: 'd'.repeat(2_049) }),
  'texts of choices have 1,024 characters': withText({ displayText: 't'.repeat(1_025) }),
  'texts of choices are not empty': withText({ displayText: '' }),
  'addresses have 1,024 characters': withText({ url: `https://${'a'.repeat(1_017)}` }),
  'addresses are those of web pages': withText({ url: 'ftp://example.com' }),
  'a choice has an improvement plan, unless it is none of these': withChoice({ improvementPlan: undefined }),
  'a question has three risk rules': withQuestion({ riskRules: many(DEFAULT, 4) }),
  'a question has one risk rule a level': withQuestion({
    riskRules: [{ condition: CHOICE.id, risk: 'HIGH_RISK' }, DEFAULT],
  }),
  'the last risk rule of a question, and no other, is the default': withQuestion({
    riskRules: [DEFAULT, { condition: CHOICE.id, risk: 'NO_RISK' }],
  }),
  'conditions name only choices of their question': withQuestion({
    riskRules: [{ condition: `${CHOICE.id} && other`, risk: 'NO_RISK' }, DEFAULT],
  }),
  'the whole has 500,000 characters': { ...SMALL, description: 'd'.repeat(500_001) },
};

describe.each(LENS_LIMITS)('limit of custom lenses: $name', ({ name, page, breaches }) => {
  test('the lens of the catalogue is within it', () => {
    expect(breaches(WHOLE)).toEqual([]);
    expect(breaches(SMALL)).toEqual([]);
  });

  test('a lens beyond it is detected', () => {
    expect(breaches(BROKEN[name] as Lens)).not.toEqual([]);
  });

  test('has a page of AWS', () => {
    expect(page).toMatch(
      /^https:\/\/docs\.aws\.amazon\.com\/wellarchitected\/latest\/(userguide|APIReference)\/[\w-]+\.html$/,
    );
  });
});

describe('the custom lens', () => {
  test('every rule is a choice of the question of its best practice', () => {
    const choices = WHOLE.pillars.flatMap(({ questions }) =>
      questions.flatMap(({ id, choices: own }) =>
        own.filter((choice) => choice.id !== `${id}_no`).map((choice) => [choice.id, id]),
      ),
    );
    expect(new Map(choices as [string, string][]).size).toBe(CATALOGUE.length);
    for (const [choice = '', question = ''] of choices) {
      expect(choice).toMatch(new RegExp(`^${question}_BP\\d\\d_\\w+$`));
    }
  });

  test('without rules there is no question', () => {
    expect(parsed([]).pillars).toEqual([]);
    expect(SMALL.pillars.map(({ id, questions }) => [id, questions.map((question) => question.id)])).toEqual([
      ['security', ['SEC02']],
      ['reliability', ['REL10']],
      ['costOptimization', ['COST01']],
    ]);
  });

  test('the risk of a question is none, medium when all errors are fixed, high otherwise', () => {
    const risks = Object.fromEntries(
      SMALL.pillars.flatMap(({ questions }) => questions.map(({ id, riskRules }) => [id, riskRules])),
    );
    expect(risks).toEqual({
      REL10: [
        { condition: 'REL10_BP01_One && REL10_BP02_Two', risk: 'NO_RISK' },
        { condition: 'REL10_BP01_One', risk: 'MEDIUM_RISK' },
        DEFAULT,
      ],
      SEC02: [{ condition: 'SEC02_BP02_Three', risk: 'NO_RISK' }, DEFAULT],
      COST01: [
        { condition: 'COST01_BP06_Four', risk: 'NO_RISK' },
        { condition: 'default', risk: 'MEDIUM_RISK' },
      ],
    });
  });

  test('every question has a choice for none of these', () => {
    for (const { questions } of WHOLE.pillars) {
      for (const { id, choices } of questions) {
        expect(choices.at(-1)).toEqual({ id: `${id}_no`, title: 'None of these' });
      }
    }
  });

  test('long texts are cut', () => {
    const [question] =
      parsed([{ ...rule('SEC11-BP01', 'Long'), requirement: 'word '.repeat(100), fix: 'word '.repeat(1_000) }])
        .pillars[0]?.questions ?? [];
    expect(question?.title).toMatch(/…$/);
    expect(question?.choices[0]?.title).toHaveLength(128);
    expect(question?.choices[0]?.improvementPlan?.displayText).toHaveLength(1_024);
  });

  test('the same rules give the same bytes', () => {
    expect(lens([...CATALOGUE])).toBe(lens(CATALOGUE));
  });
});
