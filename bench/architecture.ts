import { App, Stack } from 'aws-cdk-lib';
import { EcommerceArchitecture, WellArchitected } from '../src';

/** `examples/minimal` without its checks, whose time is measured by `bench/checks.ts`. */
export function build(outdir: string): App {
  const app = new App({ outdir });
  new EcommerceArchitecture(new Stack(app, 'Minimal'), 'Shop', { wellArchitected: WellArchitected.off() });
  return app;
}
