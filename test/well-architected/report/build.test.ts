import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Stack, Validations } from 'aws-cdk-lib';
import { Profile } from '../../../src/core/profile';
import { WellArchitectedChecks } from '../../../src/well-architected/well-architected-checks';
import { database, RULE, Shop } from '../support/shop';
import { evidenceIn, newApp, pathsOf, synth } from '../support/synth';

describe('the report', () => {
  test('is the same, byte for byte, for the same app', () => {
    const files = () => {
      const app = newApp();
      new Shop(new Stack(app, 'S'), 'Shop');
      const folder = join(synth(app).directory, 'well-architected');
      return readdirSync(folder)
        .sort()
        .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    };
    expect(files()).toEqual(files());
  });

  test('follows a second synth into the same folder', () => {
    const app = newApp();
    const shop = new Shop(new Stack(app, 'S'), 'Shop');
    expect(pathsOf(synth(app), RULE)).toEqual(['S/Shop/Database']);
    shop.database.multiAz = true;
    const again = synth(app, { force: true });
    expect(pathsOf(again, RULE)).toEqual([]);
    expect(again.evidence.find(({ id }) => id === RULE)?.status).toBe('compliant');
  });

  test('counts everything once: the pillars add up to the whole', () => {
    const app = newApp();
    new Shop(new Stack(app, 'S'), 'Shop');
    const { report } = synth(app);
    if (!report) throw new Error('no report');
    const practices = report.pillars
      .flatMap(({ questions }) => questions)
      .flatMap(({ bestPractices }) => bestPractices);
    expect(practices.length).toBe(report.framework.bestPractices);
    expect(Object.values(report.summary.bestPractices).reduce((sum, count) => sum + count, 0)).toBe(practices.length);
    expect(Object.values(report.summary.findings).reduce((sum, count) => sum + count, 0)).toBe(
      evidenceIn(report).length,
    );
    for (const status of ['compliant', 'failing', 'acknowledged', 'undetermined'] as const) {
      expect(report.summary.findings[status]).toBe(evidenceIn(report).filter((one) => one.status === status).length);
      expect(report.pillars.reduce((sum, { summary }) => sum + summary.findings[status], 0)).toBe(
        report.summary.findings[status],
      );
    }
  });
});

test('a trade-off names the side that is taken', () => {
  const sides = (profile: Profile) => {
    const app = newApp();
    const stack = new Stack(app, 'S');
    database(stack, 'Database', profile === Profile.PRODUCTION);
    Validations.of(app).addPlugins(new WellArchitectedChecks(app, { profile }));
    return synth(app).report?.tradeOffs.map(({ favoured, against }) => [favoured, against]);
  };
  const [resilience, economy] = ['REL10-BP01-MultiAzEveryTier', 'SUS02-BP02-SlaMatchesProfile'];
  expect(sides(Profile.DEVELOPMENT)).toEqual([[economy, resilience]]);
  expect(sides(Profile.PRODUCTION)).toEqual([[resilience, economy]]);
});
