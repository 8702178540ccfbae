import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { RootConstruct } from 'constructs';
import { createStartUpAsset } from '../../src/web/start-up-asset';
import { renderStartUpScript } from '../../src/web/start-up-script';

test('the script stands in the cloud assembly as it is uploaded, and is the same for two shops of an app', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const [one, two] = ['One', 'Two'].map((id) => createStartUpAsset(stack, id, 'program'));
  expect(one.assetHash).toBe(two.assetHash);
  const { directory } = app.synth();
  expect(readFileSync(join(directory, `asset.${one.assetHash}.sh`), 'utf8')).toBe(renderStartUpScript('program'));
});

test('each way to bring a server has a script of its own', () => {
  const stack = new Stack(new App(), 'Stack');
  const hashes = (['program', 'commands', 'image'] as const).map(
    (kind) => createStartUpAsset(stack, kind, kind).assetHash,
  );
  expect(new Set(hashes).size).toBe(3);
});

test('outside of an app there is no assembly to write to', () => {
  expect(() => createStartUpAsset(new RootConstruct(), 'StartUp', 'program')).toThrow(
    'the web servers must be part of an app',
  );
});
