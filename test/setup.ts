// Every App.synth() boots a WASM CloudFormation validator (seconds each); one suite of its own keeps it on. cdk-nag runs either way.
process.env.CDK_VALIDATION = process.env.CDK_VALIDATION ?? 'false';
