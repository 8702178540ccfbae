import { App, Stack } from 'aws-cdk-lib';
import { EcommerceArchitecture, Profile, ServerSize } from '../../src';

/** A shop for developers: one NAT gateway, database and cache in one zone; the data is deleted with the stack. */
export const app = new App();
const stack = new Stack(app, 'Development', { env: { account: '111111111111', region: 'us-east-1' } });

new EcommerceArchitecture(stack, 'Shop', {
  profile: Profile.DEVELOPMENT,
  web: { serverSize: ServerSize.MICRO },
});

app.synth();
