/** A file of its own, loaded with the first query: only by an import like this one the bundler finds a name in a CommonJS package. */
export { createPool } from 'mysql2';
