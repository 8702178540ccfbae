import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './defaults/default-tags';
import { facts } from './defaults/facts';
import { figuresIn } from './defaults/figures';
import { STATEMENTS } from './defaults/statements';

const values = facts();
const texts = new Map([...new Set(STATEMENTS.map(({ file }) => file))].map((file) => [file, read(file)]));

test.each(STATEMENTS.map((statement) => [statement.file, statement.says.source, statement] as const))(
  '%s states in /%s/ what the code sets',
  (file, _, { says, is, optional = false }) => {
    const expected = is.flatMap((name) => {
      const figures = values.get(name);
      if (!figures) throw new Error(`no value is called "${name}": correct it in test/docs/defaults/statements.ts`);
      return figures;
    });
    const found = [...(texts.get(file) ?? '').matchAll(new RegExp(says, 'g'))].map(([sentence, ...groups]) => ({
      sentence,
      figures: groups.filter((group) => group !== undefined).flatMap(figuresIn),
      of: is,
    }));
    // A sentence that was reworded is corrected or removed in test/docs/defaults/statements.ts.
    expect(optional || found.length > 0).toBe(true);
    expect(found).toEqual(found.map(({ sentence }) => ({ sentence, figures: expected, of: is })));
  },
);

/** The tables that the code makes are compared as a whole in `defaults-document.test.ts`. */
function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(/<!-- defaults: made[\s\S]*?defaults: end -->/, '');
}
