// Tests of the shop in a real browser (`bash test/browser/run.sh`). Their files end in `.browser.ts`, which `npm test`
// does not run.
const { join } = require('path');

module.exports = {
  rootDir: join(__dirname, '../..'),
  roots: ['<rootDir>/test/browser'],
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  maxWorkers: 1,
  testTimeout: 180_000,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
  reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'browser.xml' }]],
};
