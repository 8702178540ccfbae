import { createHash } from 'crypto';

// Each App.synth() starts CloudFormation's validator in WebAssembly, which takes seconds. `npm run test:peers` keeps it
// on. cdk-nag runs in both cases.
process.env.CDK_VALIDATION = process.env.CDK_VALIDATION ?? 'false';

// CDK records with constructs and tokens where they are created, by capturing the stack of an object that is no error.
// jest would look up each frame in a source map, which is a tenth of the processor time of a synth. Errors keep that:
// jest's formatter belongs to the realm outside of the tests, which a function of Node.js leads to.
const outside = createHash.constructor('return Error')() as ErrorConstructor;
Error.prepareStackTrace = (target, frames) =>
  target instanceof Error && outside.prepareStackTrace
    ? outside.prepareStackTrace(target, frames)
    : [String(target), ...frames].join('\n    at ');
