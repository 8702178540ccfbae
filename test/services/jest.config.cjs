// Tests against real servers (`bash test/services/run.sh`). `npm test` does not run them, because their files end in
// `.services.ts`.
const { join } = require('path');

module.exports = {
  rootDir: join(__dirname, '../..'),
  roots: ['<rootDir>/test/services'],
  testMatch: ['<rootDir>/test/services/**/*.services.ts'],
  // One after another: what is measured here must not be disturbed by a neighbour.
  maxWorkers: 1,
  testTimeout: 900_000,
  // What hangs fails by its time-out; it must not hang the run too.
  forceExit: true,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'services.xml' }]],
};
