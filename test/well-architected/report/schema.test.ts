import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv2020 from 'ajv/dist/2020';
import * as ts from 'typescript';
import { CLEAN, SAMPLE } from './sample';

const ROOT = join(__dirname, '../../..');
const MODEL = 'src/well-architected/report/model.ts';

interface Definition {
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/well-architected-report.schema.json'), 'utf8')) as {
  readonly $defs: Readonly<Record<string, Definition>>;
};
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** Returns the interfaces of a source file: the properties of each, and which of them are required. */
function interfacesOf(
  file: string,
): Map<string, Required<Pick<Definition, 'required'>> & { readonly names: readonly string[] }> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
  const membersOf = (one: ts.InterfaceDeclaration): ts.PropertySignature[] => [
    ...(one.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) => {
        const base = declared.get(expression.getText());
        return base ? membersOf(base) : [];
      }),
    ),
    ...one.members.filter(ts.isPropertySignature),
  ];
  return new Map(
    [...declared].map(([name, one]) => {
      const namesOf = (members: readonly ts.PropertySignature[]) => members.map((member) => member.name.getText());
      return [
        name,
        { names: namesOf(membersOf(one)), required: namesOf(membersOf(one).filter((member) => !member.questionToken)) },
      ];
    }),
  );
}

/** Returns the texts of a union type such as `type Status = 'compliant' | 'failing'`, or of an enum. */
function wordsOf(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements
    .filter((one) => ts.isTypeAliasDeclaration(one) || ts.isEnumDeclaration(one))
    .find((one) => one.name.text === name);
  return found ? [...found.getText().matchAll(/'([^']+)'/g)].map(([, text = '']) => text) : [];
}

describe('the schema of report.json', () => {
  test.each([
    ['sample', SAMPLE],
    ['clean', CLEAN],
  ])('the %s is valid', (_, report) => {
    // As in the file, without undefined properties.
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each<[string, object]>([
    ['another major version', { schema: '2.0' }],
    ['a day that is none', { evaluationDate: 'yesterday' }],
    ['no pillars', { pillars: undefined }],
    ['a workload without profile', { workloads: [{ path: 'Shop', enforced: true, resources: 1, exempt: 0 }] }],
    ['a summary with a negative count', { summary: { ...SAMPLE.summary, risks: { HIGH: -1, MEDIUM: 0, LOW: 0 } } }],
    ['a problem of an unknown kind', { problems: [{ ...SAMPLE.problems[0], kind: 'other' }] }],
  ])('%s is invalid', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...SAMPLE, ...change })))).toBe(false);
  });

  test('a later minor version with additional properties is valid', () => {
    expect(validate(JSON.parse(JSON.stringify({ ...SAMPLE, schema: '1.9', more: true })))).toBe(true);
  });

  test.each([...interfacesOf(MODEL)])(
    '%s has the fields of the model, no more and no less',
    (name, { names, required }) => {
      const { properties = {}, required: demanded = [] } = schema.$defs[name] ?? {};
      expect(Object.keys(properties).sort()).toEqual([...names].sort());
      expect([...demanded].sort()).toEqual([...required].sort());
    },
  );

  test.each([
    ['Status', MODEL],
    ['Risk', 'src/well-architected/framework/risk.ts'],
    ['State', 'src/well-architected/rules/support/verdict.ts'],
    ['Level', 'src/well-architected/framework/level.ts'],
    ['PillarId', 'src/well-architected/framework/pillar.ts', 'Pillar'],
  ])('%s has the words of the model', (name, file, type = name) => {
    const words = wordsOf(file, type);
    expect(words.length).toBeGreaterThan(2);
    expect([...(schema.$defs[name]?.enum ?? [])].sort()).toEqual(words.sort());
  });

  test('the kinds of problems are those of the model', () => {
    const [, kinds = ''] =
      /interface ProblemReport {\s+readonly kind: ([^;]+);/.exec(readFileSync(join(ROOT, MODEL), 'utf8')) ?? [];
    expect(schema.$defs.ProblemReport?.properties?.kind?.enum).toEqual(
      [...kinds.matchAll(/'([^']+)'/g)].map(([, kind]) => kind),
    );
  });
});
