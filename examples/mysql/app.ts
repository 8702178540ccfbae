import { App, Stack } from 'aws-cdk-lib';
import { DatabaseEngine, EcommerceArchitecture } from '../../src';

/** The same shop on MySQL. */
export const app = new App();
const stack = new Stack(app, 'Mysql', { env: { account: '111111111111', region: 'us-east-1' } });

new EcommerceArchitecture(stack, 'Shop', {
  database: { engine: DatabaseEngine.mysql() },
});

app.synth();
