/** A custom lens, with the fields that this package writes. */
export interface Lens {
  readonly schemaVersion: string;
  readonly name: string;
  readonly description: string;
  readonly pillars: readonly LensPillar[];
}

export interface LensPillar {
  readonly id: string;
  readonly name: string;
  readonly questions: readonly LensQuestion[];
}

export interface LensQuestion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly choices: readonly Choice[];
  readonly riskRules: readonly RiskRule[];
}

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly helpfulResource?: LinkedText;
  readonly improvementPlan?: LinkedText;
}

export interface LinkedText {
  readonly displayText: string;
  readonly url: string;
}

export interface RiskRule {
  readonly condition: string;
  readonly risk: 'HIGH_RISK' | 'MEDIUM_RISK' | 'NO_RISK';
}

const FORMAT = 'https://docs.aws.amazon.com/wellarchitected/latest/userguide/lenses-format-specification.html';
const API = 'https://docs.aws.amazon.com/wellarchitected/latest/APIReference';

/** Limits of the format for a writer of lenses. `LENS_LIMITS` names the page of each. */
export const LENS = {
  schemaVersion: '2021-11-01',
  name: 128,
  description: 2_048,
  title: 128,
  // The page about the format allows 2,048; the API that returns the text allows 1,024.
  text: 1_024,
  url: 1_024,
  // The page about the format allows 128; the API allows 64 for choices.
  choiceId: 64,
  id: 128,
  pillars: 10,
  questions: 20,
  choices: 15,
  riskRules: 3,
  characters: 500_000,
} as const;

/** Limits of the answers to a lens. */
export const ANSWER = {
  /** {@link https://docs.aws.amazon.com/wellarchitected/latest/APIReference/API_ChoiceUpdate.html} */
  choiceNotes: 250,

  /** {@link https://docs.aws.amazon.com/wellarchitected/latest/APIReference/API_UpdateAnswer.html} */
  notes: 2_084,
} as const;

/** A documented limit of a custom lens, and the check for it. */
export interface LensLimit {
  readonly name: string;

  /** AWS page that documents the limit. */
  readonly page: string;
  readonly breaches: (lens: Lens) => readonly string[];
}

const ID = /^\w+$/;
const PILLAR_IDS: ReadonlySet<string> = new Set([
  'operationalExcellence',
  'security',
  'reliability',
  'performance',
  'costOptimization',
  'sustainability',
]);

const questionsOf = ({ pillars }: Lens) => pillars.flatMap(({ questions }) => questions);
const choicesOf = (lens: Lens) => questionsOf(lens).flatMap(({ choices }) => choices);
const linksOf = (lens: Lens) =>
  choicesOf(lens)
    .flatMap(({ helpfulResource, improvementPlan }) => [helpfulResource, improvementPlan])
    .filter((one): one is LinkedText => one !== undefined);
const idsOf = (lens: Lens) => [...lens.pillars, ...questionsOf(lens), ...choicesOf(lens)].map(({ id }) => id);
const longer = (texts: readonly string[], most: number) => texts.filter((text) => text.length > most);
const repeated = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);
const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

export const LENS_LIMITS: readonly LensLimit[] = [
  {
    name: "the version of the schema is the template's",
    page: FORMAT,
    breaches: ({ schemaVersion }) => (schemaVersion === LENS.schemaVersion ? [] : [schemaVersion]),
  },
  { name: 'the name has 128 characters', page: FORMAT, breaches: ({ name }) => longer([name], LENS.name) },
  {
    name: 'the description has 2,048 characters',
    page: FORMAT,
    breaches: ({ description }) => longer([description], LENS.description),
  },
  { name: 'there are 10 pillars', page: FORMAT, breaches: ({ pillars }) => ids(pillars).slice(LENS.pillars) },
  {
    name: 'the pillars are those of the framework',
    page: FORMAT,
    breaches: ({ pillars }) => ids(pillars).filter((id) => !PILLAR_IDS.has(id)),
  },
  {
    name: 'the name of a pillar has 128 characters',
    page: FORMAT,
    breaches: ({ pillars }) =>
      longer(
        pillars.map(({ name }) => name),
        LENS.name,
      ),
  },
  {
    name: 'a pillar has 20 questions',
    page: FORMAT,
    breaches: ({ pillars }) => pillars.flatMap(({ questions }) => ids(questions).slice(LENS.questions)),
  },
  {
    name: 'a question has 15 choices',
    page: FORMAT,
    breaches: (lens) => questionsOf(lens).flatMap(({ choices }) => ids(choices).slice(LENS.choices)),
  },
  {
    name: 'ids have 3 to 128 characters',
    page: FORMAT,
    breaches: (lens) => idsOf(lens).filter((id) => id.length < 3 || id.length > LENS.id),
  },
  {
    name: 'ids hold letters, digits and underscores',
    page: FORMAT,
    breaches: (lens) => idsOf(lens).filter((id) => !ID.test(id)),
  },
  { name: 'ids of pillars are unique', page: FORMAT, breaches: ({ pillars }) => repeated(ids(pillars)) },
  { name: 'ids of questions are unique', page: FORMAT, breaches: (lens) => repeated(ids(questionsOf(lens))) },
  {
    name: 'ids of choices are unique in a question',
    page: FORMAT,
    breaches: (lens) => questionsOf(lens).flatMap(({ choices }) => repeated(ids(choices))),
  },
  {
    name: 'the id of a choice has 64 characters',
    page: `${API}/API_Choice.html`,
    breaches: (lens) => longer(ids(choicesOf(lens)), LENS.choiceId),
  },
  {
    name: 'titles have 128 characters',
    page: FORMAT,
    breaches: (lens) =>
      longer(
        [...questionsOf(lens), ...choicesOf(lens)].map(({ title }) => title),
        LENS.title,
      ),
  },
  {
    name: 'the description of a question has 2,048 characters',
    page: FORMAT,
    breaches: (lens) =>
      longer(
        questionsOf(lens).map(({ description }) => description),
        LENS.description,
      ),
  },
  {
    name: 'texts of choices have 1,024 characters',
    page: `${API}/API_ChoiceContent.html`,
    breaches: (lens) =>
      longer(
        linksOf(lens).map(({ displayText }) => displayText),
        LENS.text,
      ),
  },
  {
    name: 'texts of choices are not empty',
    page: `${API}/API_ChoiceContent.html`,
    breaches: (lens) =>
      linksOf(lens)
        .filter(({ displayText }) => displayText === '')
        .map(({ url }) => url),
  },
  {
    name: 'addresses have 1,024 characters',
    page: `${API}/API_ChoiceContent.html`,
    breaches: (lens) =>
      longer(
        linksOf(lens).map(({ url }) => url),
        LENS.url,
      ),
  },
  {
    name: 'addresses are those of web pages',
    page: FORMAT,
    breaches: (lens) =>
      linksOf(lens)
        .map(({ url }) => url)
        .filter((url) => !/^https?:\/\//.test(url)),
  },
  {
    name: 'a choice has an improvement plan, unless it is none of these',
    page: FORMAT,
    breaches: (lens) =>
      ids(choicesOf(lens).filter(({ id, improvementPlan }) => !improvementPlan && !id.endsWith('_no'))),
  },
  {
    name: 'a question has three risk rules',
    page: FORMAT,
    breaches: (lens) => ids(questionsOf(lens).filter(({ riskRules }) => riskRules.length > LENS.riskRules)),
  },
  {
    name: 'a question has one risk rule a level',
    page: FORMAT,
    breaches: (lens) => questionsOf(lens).flatMap(({ riskRules }) => repeated(riskRules.map(({ risk }) => risk))),
  },
  {
    name: 'the last risk rule of a question, and no other, is the default',
    page: FORMAT,
    breaches: (lens) => ids(questionsOf(lens).filter(({ riskRules }) => defaults(riskRules) !== riskRules.length - 1)),
  },
  {
    name: 'conditions name only choices of their question',
    page: FORMAT,
    breaches: (lens) => questionsOf(lens).flatMap(unknownChoices),
  },
  {
    name: 'the whole has 500,000 characters',
    page: `${API}/API_ImportLens.html`,
    breaches: (lens) => (JSON.stringify(lens, undefined, 2).length > LENS.characters ? [lens.name] : []),
  },
];

/** Returns the index of the first default rule. A rule after it never applies. */
function defaults(rules: readonly RiskRule[]): number {
  return rules.findIndex(({ condition }) => condition === 'default');
}

function unknownChoices({ choices, riskRules }: LensQuestion): string[] {
  const known = new Set(ids(choices));
  return riskRules
    .filter(({ condition }) => condition !== 'default')
    .flatMap(({ condition }) => condition.match(/\w+/g) ?? ['nothing'])
    .filter((id) => !known.has(id));
}
