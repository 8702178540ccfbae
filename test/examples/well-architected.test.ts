import type { Evidence } from '../../src/well-architected/report/model';
import { FLAG_SETS } from '../support/app';
import { exampleNames, loadExample } from '../support/example';
import { evidenceIn } from '../well-architected/support/synth';

const UNHEARD = 'OPS10-BP04-AlarmTopicHasSubscriber';

/** Open warnings of each example: missing subscribers of alarms, and settings outside of the template. */
const WARNINGS: Record<string, string[]> = {
  'bring-your-own': ['SEC05-BP01-DataTierIsolated'],
  'custom-domain': [UNHEARD],
  development: [UNHEARD],
  minimal: [UNHEARD],
  mysql: [UNHEARD],
  oracle: [UNHEARD],
  production: [],
};

const TELEMETRY = 'OPS04-BP03-UserExperienceTelemetry';

/** Open notes of each example: decisions of the team, for which no default fits. */
const INFOS: Record<string, string[]> = {
  'bring-your-own': [TELEMETRY, 'SUS02-BP06-BatchedConsumers[MaximumBatchingWindowInSeconds]'],
  'custom-domain': [TELEMETRY],
  development: ['COST07-BP04-SpotForNonProduction', 'COST09-BP03-AsgScalesIn[Schedule]'],
  minimal: [],
  mysql: [],
  oracle: ['COST05-BP04-NoLicensedEngine'],
  production: [TELEMETRY],
};

const idsOf = (evidence: readonly Evidence[]) => [...new Set(evidence.map(({ id }) => id))].sort();

test('the tables name every example', () => {
  expect(Object.keys(WARNINGS)).toEqual(exampleNames());
  expect(Object.keys(INFOS)).toEqual(exampleNames());
});

describe.each(FLAG_SETS)('%s', (_, context) => {
  describe.each(exampleNames())('%s', (name) => {
    const open = () =>
      evidenceIn(loadExample(name, context).report).filter(
        ({ status }) => status === 'failing' || status === 'undetermined',
      );
    const ofLevel = (...levels: string[]) => open().filter(({ level }) => levels.includes(level));

    test('has no error', () => {
      expect(ofLevel('fatal', 'error').map(({ id, path, actual }) => [id, path, actual])).toEqual([]);
    });

    test('has exactly the warnings and notes of the table', () => {
      expect(idsOf(ofLevel('warning'))).toEqual(WARNINGS[name]);
      expect(idsOf(ofLevel('info'))).toEqual(INFOS[name]);
    });

    test('has no acknowledgement without effect, and each has a reason that can be read', () => {
      const { problems, acknowledgements } = loadExample(name, context).report;
      expect(problems).toEqual([]);
      expect(acknowledgements.filter(({ reason }) => reason.length < 40)).toEqual([]);
    });
  });
});
