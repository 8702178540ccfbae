import { answers } from '../../../../src/well-architected/report/formats/answers';
import { lens } from '../../../../src/well-architected/report/formats/lens';
import type { Lens } from '../../../../src/well-architected/report/formats/lens-limits';
import type { Report } from '../../../../src/well-architected/report/model';
import { CATALOGUE } from '../../../../src/well-architected/rules/catalogue';
import { ruleId } from '../../../../src/well-architected/rules/support/rule';
import { CLEAN, SAMPLE } from '../sample';

interface Answer {
  readonly QuestionId: string;
  readonly SelectedChoices: readonly string[];
  readonly ChoiceUpdates: Readonly<
    Record<string, { readonly Status: string; readonly Reason?: string; readonly Notes?: string }>
  >;
  readonly Notes: string;
  readonly IsApplicable: boolean;
  readonly Reason?: string;
}

function parsed(report: Report): Answer[] {
  return JSON.parse(answers(report)) as Answer[];
}

function answerTo(question: string, report = SAMPLE): Answer {
  const found = parsed(report).find(({ QuestionId }) => QuestionId === question);
  if (!found) throw new Error(`no answer to ${question}`);
  return found;
}

describe('the answers to the custom lens', () => {
  test('there is one for each question that has rules', () => {
    expect(parsed(SAMPLE).map(({ QuestionId }) => QuestionId)).toEqual([
      'OPS04',
      'SEC02',
      'SEC08',
      'SEC09',
      'REL10',
      'PERF02',
      'COST01',
      'COST08',
      'SUS02',
    ]);
  });

  test('a compliant rule is selected', () => {
    expect(answerTo('SEC08')).toMatchObject({
      SelectedChoices: ['SEC08_BP02_EncryptedAtRest'],
      ChoiceUpdates: { SEC08_BP02_EncryptedAtRest: { Status: 'SELECTED' } },
      IsApplicable: true,
    });
    expect(answerTo('OPS04').SelectedChoices).toEqual(['OPS04_BP02_LambdaJsonLogging']);
  });

  test('a failing or undetermined rule is not selected, and names the places', () => {
    expect(answerTo('OPS04').ChoiceUpdates.OPS04_BP01_BusinessKpiAlarm).toEqual({
      Status: 'UNSELECTED',
      Notes: '1 finding undetermined: Shop/Ecommerce/Database/Resource',
    });
    expect(answerTo('REL10').ChoiceUpdates.REL10_BP01_MultiAzEveryTier?.Notes).toMatch(
      /^2 findings failing: Shop\/Ecommerce\/Database\/Resource, .*…$/,
    );
  });

  test('without a selected rule the answer is none of these', () => {
    expect(answerTo('REL10').SelectedChoices).toEqual(['REL10_no']);
  });

  test('an acknowledged rule is not applicable, with its reason', () => {
    expect(answerTo('SEC09')).toMatchObject({
      SelectedChoices: [],
      ChoiceUpdates: {
        SEC09_BP02_EncryptedInTransit: {
          Status: 'NOT_APPLICABLE',
          Reason: 'OTHER',
          Notes: expect.stringMatching(/^No domain yet \| .* until:2027-03-31$/),
        },
      },
      IsApplicable: true,
    });
  });

  test('a question without a rule that applies is out of scope', () => {
    expect(answerTo('SUS02')).toMatchObject({ SelectedChoices: [], IsApplicable: false, Reason: 'OUT_OF_SCOPE' });
  });

  test('notes keep the limits of AWS', () => {
    const long = JSON.parse(JSON.stringify(SAMPLE).replaceAll('No domain yet', 'word '.repeat(200))) as Report;
    for (const { Notes, ChoiceUpdates } of parsed({ ...long, generatedBy: 'x'.repeat(3_000) })) {
      expect(Notes.length).toBeLessThanOrEqual(2_084);
      for (const { Notes: notes = '' } of Object.values(ChoiceUpdates)) expect(notes.length).toBeLessThanOrEqual(250);
    }
  });

  test('every answer of the sample fits the lens of the catalogue', () => {
    const questions = new Map(
      (JSON.parse(lens(CATALOGUE)) as Lens).pillars.flatMap(({ questions: some }) => some).map((one) => [one.id, one]),
    );
    const known = new Set(CATALOGUE.map((rule) => ruleId(rule).replace(/-/g, '_')));
    for (const { QuestionId, ChoiceUpdates } of parsed(CLEAN)) {
      for (const choice of Object.keys(ChoiceUpdates).filter((id) => known.has(id))) {
        expect(questions.get(QuestionId)?.choices.map(({ id }) => id)).toContain(choice);
      }
    }
  });

  test('the same report gives the same bytes', () => {
    expect(answers(JSON.parse(JSON.stringify(SAMPLE)) as Report)).toBe(answers(SAMPLE));
  });
});
