import { App, Stack } from 'aws-cdk-lib';
import { EcommerceArchitecture } from '../../src';

/** One statement: everything at its default, in whatever account and Region it is deployed to. */
export const app = new App();
const stack = new Stack(app, 'Minimal');

new EcommerceArchitecture(stack, 'Shop');

app.synth();
