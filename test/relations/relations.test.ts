import { modelOf } from './model';
import type { Model, Row } from './model';
import { ROWS } from './rows';
import { loadExample } from '../support/example';

const EXAMPLES: [string, Row[]][] = [
  ['custom-domain', ROWS],
  ['minimal', ROWS.filter(({ needsDomain }) => !needsDomain)],
];

const title = ({ id, name }: Row) => `${id} ${name}`;

function failing(model: Model, rows: Row[]): string[] {
  return rows
    .filter(({ check }) => {
      try {
        check(model);
        return false;
      } catch {
        return true;
      }
    })
    .map(({ id }) => id);
}

test("the rows are the mission's: 14 services and 12 relations", () => {
  const expected = [...Array(14).keys()]
    .map((index) => `S${index + 1}`)
    .concat([...Array(12).keys()].map((index) => `R${index + 1}`));
  expect(ROWS.map(({ id }) => id)).toEqual(expected);
  expect(ROWS.filter(({ needsDomain }) => needsDomain).map(({ id }) => id)).toEqual(['S5', 'R1']);
});

describe.each(EXAMPLES)('%s', (example, rows) => {
  const model = () => modelOf(loadExample(example));

  test.each(rows.map((row) => [title(row), row] as const))('%s', (_, row) => {
    row.check(model());
  });

  test('unlinking a row in the template fails exactly that row', () => {
    const found = rows.flatMap(({ id, unlink }) =>
      Object.entries(unlink).map(([link, cut]) => {
        const cutModel = model();
        cut(cutModel);
        return { id, link, failing: failing(cutModel, rows) };
      }),
    );
    expect(
      found
        .filter((cut) => String(cut.failing) !== cut.id)
        .map((cut) => `${cut.id}, ${cut.link}: fails ${cut.failing}`),
    ).toEqual([]);
    const caught = new Set(found.map(({ id }) => id)).size;
    expect(caught).toBe(rows.length);
    process.stdout.write(
      `${example}: ${caught} of ${rows.length} rows noticed when unlinked, ${found.length} links cut one by one\n`,
    );
  });
});
