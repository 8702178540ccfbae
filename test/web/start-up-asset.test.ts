import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { RootConstruct } from 'constructs';
import { createStartUpAsset } from '../../src/web/start-up-asset';
import { renderStartUpScript } from '../../src/web/start-up-script';

test('the script in the cloud assembly is the uploaded one, and is the same for two shops of an app', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const [one, two] = ['One', 'Two'].map((id) => createStartUpAsset(stack, id, 'program'));
  expect(one.assetHash).toBe(two.assetHash);
  const { directory } = app.synth();
  expect(readFileSync(join(directory, `asset.${one.assetHash}.sh`), 'utf8')).toBe(renderStartUpScript('program'));
});

test('each kind of server has a separate script', () => {
  const stack = new Stack(new App(), 'Stack');
  const hashes = (['program', 'commands', 'image'] as const).map(
    (kind) => createStartUpAsset(stack, kind, kind).assetHash,
  );
  expect(new Set(hashes).size).toBe(3);
});

test('a fleet outside of an app is refused', () => {
  expect(() => createStartUpAsset(new RootConstruct(), 'StartUp', 'program')).toThrow(
    'the web servers must be part of an app',
  );
});
