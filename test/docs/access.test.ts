import { readFileSync } from 'fs';
import { DOCUMENT, withAccessSection } from './access-document';

test('docs/security.md says of routes and functions what the tables say; the line before its section writes it', () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  expect(document).toBe(withAccessSection(document));
});
