import { App, Stack } from 'aws-cdk-lib';
import { EcommerceArchitecture, WellArchitected } from '../src';

/** `examples/minimal`, with or without its checks. */
export function build(outdir: string, checks: boolean): App {
  const app = new App({ outdir });
  new EcommerceArchitecture(new Stack(app, 'Minimal'), 'Shop', { wellArchitected: checks ? WellArchitected.enforce() : WellArchitected.off() });
  return app;
}
