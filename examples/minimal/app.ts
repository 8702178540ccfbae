import { App, Stack } from 'aws-cdk-lib';
import { EcommerceArchitecture } from '../../src';

/** A shop in one statement: all options have their defaults, and the stack is environment-agnostic. */
export const app = new App();
const stack = new Stack(app, 'Minimal');

new EcommerceArchitecture(stack, 'Shop');

app.synth();
