import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CfnParameter, CfnResource, NestedStack, Stack, Tags, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { WellArchitected } from '../../../src/well-architected/well-architected';
import { WellArchitectedChecks } from '../../../src/well-architected/well-architected-checks';
import { database, RULE, Shop } from '../support/shop';
import { newApp, pathsOf, synth } from '../support/synth';

describe('the workload contains', () => {
  const checked = (build: (stack: Stack) => void) => {
    const app = newApp();
    build(new Stack(app, 'S'));
    Validations.of(app).addPlugins(new WellArchitectedChecks(app));
    return synth(app);
  };

  test('a raw resource', () => {
    const outcome = checked(
      (stack) => new CfnResource(stack, 'Raw', { type: 'AWS::RDS::DBInstance', properties: { MultiAZ: false } }),
    );
    expect(pathsOf(outcome, RULE)).toEqual(['S/Raw']);
  });

  test('an included template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'included-'));
    const templateFile = join(folder, 'template.json');
    writeFileSync(
      templateFile,
      JSON.stringify({
        Resources: { Old: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres', MultiAZ: 'false' } } },
      }),
    );
    expect(
      pathsOf(
        checked((stack) => new CfnInclude(stack, 'Included', { templateFile })),
        RULE,
      ),
    ).toEqual(['S/Included/Old']);
  });

  test('an override that is written after the shop was created', () => {
    const app = newApp();
    const shop = new Shop(new Stack(app, 'S'), 'Shop', WellArchitected.enforce(), true);
    shop.database.addPropertyOverride('MultiAZ', false);
    expect(pathsOf(synth(app), RULE)).toEqual(['S/Shop/Database']);
  });

  test('a nested stack, and the values that its parent passes', () => {
    const outcome = checked((stack) => {
      const nested = new NestedStack(stack, 'Nested');
      const standby = new CfnParameter(nested, 'Standby');
      (nested.nestedStackResource as CfnResource).addPropertyOverride('Parameters.Standby', 'false');
      database(nested).addPropertyOverride('MultiAZ', standby.valueAsString);
    });
    expect(pathsOf(outcome, RULE)).toEqual(['S/Nested/Database']);
    expect(outcome.evidence.find(({ id }) => id === RULE)).toMatchObject({ actual: 'false', state: 'failing' });
  });

  test('tags added by an aspect', () => {
    const tagged = (keys: string[]) => {
      const outcome = checked((stack) => {
        database(stack);
        for (const key of keys) Tags.of(stack).add(key, 'x');
      });
      return outcome.evidence.filter(({ id }) => id.startsWith('OPS02-BP01')).map(({ status }) => status);
    };
    expect(new Set(tagged([]))).toEqual(new Set(['failing']));
    expect(new Set(tagged(['Application', 'Environment']))).toEqual(new Set(['compliant']));
  });
});
