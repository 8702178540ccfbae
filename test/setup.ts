// Each App.synth() starts CloudFormation's validator in WebAssembly, which takes seconds. `npm run test:peers` keeps it
// on. cdk-nag runs in both cases.
process.env.CDK_VALIDATION = process.env.CDK_VALIDATION ?? 'false';
