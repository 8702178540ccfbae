import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import * as fc from 'fast-check';
import { Profile } from '../../src/core/profile';
import { CATALOGUE } from '../../src/well-architected/rules/catalogue';
import { ruleId } from '../../src/well-architected/rules/support/rule';
import type { Rule } from '../../src/well-architected/rules/support/rule';
import { settingsOf } from '../../src/well-architected/rules/support/settings';
import { Template } from '../../src/well-architected/workload/template';
import { isRecord } from '../../src/well-architected/workload/value';
import { Workload } from '../../src/well-architected/workload/workload';
import { loadExample } from '../support/example';

const SOURCES = join(__dirname, '..', '..', 'src', 'well-architected');

/** A value that is absent after the change. */
const GONE = Symbol('gone');

/** A value that refers to another resource of the template after the change, possibly to itself or in a circle. */
const REFERENCE = Symbol('reference');
const ATTRIBUTE = Symbol('attribute');

/** One change of a template: the path to a place, by the position of each key, and the value there afterwards. */
interface Change {
  readonly way: readonly number[];
  readonly becomes: unknown;

  /** True when the old value stays, as one branch of a condition. */
  readonly asCondition: boolean;
}

const VALUES = [
  GONE,
  REFERENCE,
  ATTRIBUTE,
  [REFERENCE, 'text'],
  null,
  '',
  'text',
  '[(*+',
  '{"Statement": [',
  '\n',
  'x'.repeat(300),
  '5',
  'true',
  '*',
  'arn:aws:s3:::bucket',
  '${',
  0,
  7,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  [{}],
  ['text', 7],
  { Ref: 'SomeParameter' },
  { Ref: 'AWS::NoValue' },
  { Ref: null },
  [{ Ref: 'SomeParameter' }],
  { 'Fn::ImportValue': 'x' },
  { 'Fn::ImportValue': { 'Fn::Sub': '${SomeParameter}-x' } },
  { 'Fn::GetAtt': ['Nothing', 'Arn'] },
  { 'Fn::GetAtt': 'Nothing.Arn' },
  { 'Fn::GetAtt': null },
  { 'Fn::If': ['Chosen', 'text', { Ref: 'AWS::NoValue' }] },
  { 'Fn::If': ['Chosen', { Ref: 'SomeParameter' }, []] },
  { 'Fn::If': null },
  { 'Fn::Join': ['', ['text', { Ref: 'SomeParameter' }]] },
  { 'Fn::Join': null },
  { 'Fn::Sub': '${SomeParameter}-${AWS::Region}' },
  { 'Fn::Sub': ['${One}', null] },
  { 'Fn::FindInMap': ['Nothing', 'one', 'two'] },
  { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
  { 'Fn::Split': [',', { Ref: 'SomeParameter' }] },
  { Ref: ['text'] },
  { Ref: {} },
  { 'Fn::GetAtt': [] },
  { 'Fn::GetAtt': {} },
  { 'Fn::If': [] },
  { 'Fn::If': ['Chosen', [{ Ref: null }], {}] },
  { 'Fn::Join': [',', null] },
  { 'Fn::Join': [',', [null, {}]] },
  { 'Fn::Sub': null },
  { 'Fn::Sub': [] },
  { 'Fn::Sub': { Ref: 'SomeParameter' } },
  { 'Fn::FindInMap': [] },
  { 'Fn::FindInMap': ['AllMaps', { Ref: 'AWS::Region' }, 'two'] },
  { 'Fn::ImportValue': null },
  { 'Fn::GetStackOutput': { StackName: 'x', OutputName: null } },
  { 'Fn::Base64': { Ref: 'SomeParameter' } },
  { 'Fn::Transform': { Name: 'x' } },
  { Key: 'text', Value: 7 },
];

const CHANGE: fc.Arbitrary<Change> = fc.record({
  // Types of resources are chosen with equal probability, and then the resources of a type.
  way: fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 10 }),
  becomes: fc.constantFrom(...VALUES),
  asCondition: fc.boolean(),
});

type Body = Record<string, unknown>;

function applyChange(body: Body, { way: [kind, one, ...inner], becomes, asCondition }: Change): void {
  const resources = body.Resources as Record<string, Body>;
  const typeOf = (id: string) => (isRecord(resources[id]) ? String(resources[id].Type) : '');
  const kinds = [...new Set(Object.keys(resources).map(typeOf))];
  const ofKind = Object.keys(resources).filter((id) => typeOf(id) === kinds[kind % kinds.length]);
  if (ofKind.length === 0) return;
  let holder: Body = resources;
  let key = ofKind[one % ofKind.length];
  for (const step of inner) {
    const next = holder[key];
    if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
    // Changes of the definition itself are rare, because most values in templates are below `Properties`.
    const keys = holder === resources && 'Properties' in next && step % 10 > 0 ? ['Properties'] : Object.keys(next);
    holder = next as Body;
    key = keys[step % keys.length];
  }
  if (becomes === GONE && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (becomes === GONE) delete holder[key];
  else holder[key] = written(holder[key], kinds[one % kinds.length]);

  function written(before: unknown, otherType: string): unknown {
    // The properties of the resource do not fit its new type.
    if (key === 'Type' && holder === resources[ofKind[one % ofKind.length]] && one % 2 === 0) return otherType;
    const after = referring(becomes, Object.keys(resources)[one % Object.keys(resources).length]);
    return structuredClone(asCondition ? { 'Fn::If': ['Chosen', before, after] } : after);
  }
}

function referring(value: unknown, id: string): unknown {
  if (value === REFERENCE) return { Ref: id };
  if (value === ATTRIBUTE) return { 'Fn::GetAtt': [id, 'Arn'] };
  return Array.isArray(value) ? value.map((item) => referring(item, id)) : value;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** Returns the findings of a rule, or the error that it throws, with the place in its source. */
function verdictOf(rule: Rule, workload: Workload, profile: Profile): unknown {
  try {
    return rule
      .check(workload, settingsOf({ profile, thresholds: { lowCarbonRegions: ['eu-north-1'] } }))
      .map(({ state, resource, property, actual, expected, item, level }) => ({
        state,
        at: resource.path,
        property,
        actual,
        expected,
        item,
        level,
      }));
  } catch (error) {
    const { message, stack = '' } = error as Error;
    return {
      throws: `${ruleId(rule)}: ${message}`,
      places: stack
        .split('\n')
        .filter((line) => line.includes('well-architected'))
        .slice(0, 3),
    };
  }
}

/** Sources that build a report from templates. */
function pureSources(): string[] {
  return ['rules', 'workload']
    .flatMap((folder) =>
      readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(SOURCES, folder, file)),
    )
    .filter((file) => !file.endsWith('from-constructs.ts'));
}

test('rules and the workload that they read do not load constructs at run time', () => {
  const sources = pureSources();
  expect(sources.length).toBeGreaterThan(CATALOGUE.length);
  const imports = sources.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /(?:^(?:import|export) (?!type )(?:[^;']*?from )?|require\(|import\()'([^']+)'/gm,
      ),
    ].map(([, module]) => `${relative(SOURCES, file)}: ${module}`),
  );
  expect(imports.filter((line) => / (aws-cdk-lib|cdk-nag|constructs)(\/|$)/.test(line))).toEqual([]);
});

describe.each(['production', 'minimal', 'custom-domain'])('for changed templates of %s', (name) => {
  test('no rule throws, gives another result the second time, or changes the templates', () => {
    const { stacks } = loadExample(name);
    const assembly = fc.tuple(
      fc.array(CHANGE, { minLength: 1, maxLength: 80 }),
      fc.constantFrom(...Object.values(Profile)),
    );
    fc.assert(
      fc.property(assembly, ([changes, profile]) => {
        const bodies = stacks.map(({ template }) => structuredClone(template) as Body);
        changes.forEach((change, index) => applyChange(bodies[index % bodies.length], change));
        const templates = () =>
          stacks.map(
            (stack, index) => new Template({ stackName: stack.name, path: stack.name, body: frozen(bodies[index]) }),
          );
        const [first, second] = [new Workload(name, templates()), new Workload(name, templates())];
        for (const rule of CATALOGUE) {
          const verdict = verdictOf(rule, first, profile);
          if (!Array.isArray(verdict) || JSON.stringify(verdictOf(rule, second, profile)) !== JSON.stringify(verdict)) {
            expect(verdict).toEqual(expect.any(Array));
            expect(verdictOf(rule, second, profile)).toEqual(verdict);
          }
        }
      }),
      { seed: 20260101, numRuns: 100, interruptAfterTimeLimit: 3_000 },
    );
  });
});
