import { writeFileSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { renderStartUpScript } from './start-up-script';
import type { StartUpKind } from './start-up-script';

/** The start-up script as a file in S3. It is written beside the template: nothing is left elsewhere, and every shop of an app finds the same text. */
export function createStartUpAsset(scope: Construct, id: string, kind: StartUpKind): Asset {
  const stage = Stage.of(scope);
  if (!stage) {
    throw new Error(
      'the web servers must be part of an app, got a construct without a stage: create the stack below an App',
    );
  }
  const path = join(stage.outdir, `start-up-${kind}.sh`);
  writeFileSync(path, renderStartUpScript(kind));
  return new Asset(scope, id, { path });
}
