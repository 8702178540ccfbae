import { readFileSync } from 'fs';
import { DOCUMENT, withAccessSection } from './access-document';

test('docs/security.md lists routes and functions as the tables do; the command above its section writes it', () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  expect(document).toBe(withAccessSection(document));
});
