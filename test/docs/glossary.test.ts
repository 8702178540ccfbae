import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { sourcesIn } from '../layout/sources';

const ROOT = join(__dirname, '..', '..');
const [, glossary = ''] = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('\n## Glossary\n');
const rows = glossary
  .split('\n## ')[0]
  .split('\n')
  .filter((line) => /^\| (?!Term|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const declared = new Set(
  sourcesIn(ROOT, 'src', 'shop').flatMap(({ tree }) =>
    tree.statements.flatMap((statement) => {
      if (ts.isVariableStatement(statement)) {
        return statement.declarationList.declarations.map(({ name }) => name.getText());
      }
      const { name } = statement as ts.DeclarationStatement;
      return name ? [name.getText()] : [];
    }),
  ),
);

test('every term of the glossary has a meaning', () => {
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(([, term, meaning, name]) => !term || !meaning || !name)).toEqual([]);
});

test('every name of the glossary is declared in the code', () => {
  const names = rows.flatMap(([, , , name]) => [...name.matchAll(/`([A-Za-z_]+)`/g)].map(([, found]) => found));
  expect(names.filter((name) => !declared.has(name))).toEqual([]);
});
