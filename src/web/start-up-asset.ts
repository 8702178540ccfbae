import { writeFileSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { renderStartUpScript } from './start-up-script';
import type { StartUpKind } from './start-up-script';

/**
 * Creates the asset of the start-up script. The file is written to the assembly of the stage, so nothing remains
 * elsewhere, and all shops of an app share it.
 *
 * @param scope - must be in a stage, whose output folder receives the file
 * @param id - of the asset
 * @param kind - decides the script
 */
export function createStartUpAsset(scope: Construct, id: string, kind: StartUpKind): Asset {
  const stage = Stage.of(scope);
  if (!stage) {
    throw new Error(
      'the web servers must be part of an app, got a construct without a stage: create the stack in an App',
    );
  }
  const path = join(stage.outdir, `start-up-${kind}.sh`);
  writeFileSync(path, renderStartUpScript(kind));
  return new Asset(scope, id, { path });
}
