// A separate file, loaded with the first query: the bundler finds a name in a CommonJS package only by such an import.
export { createPool } from 'mysql2';
