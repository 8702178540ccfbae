import { App } from 'aws-cdk-lib';
import { HandWrittenStack } from './stack';

/** The same architecture without this library. */
export function build(outdir: string): App {
  const app = new App({ outdir });
  new HandWrittenStack(app, 'HandWritten');
  return app;
}
