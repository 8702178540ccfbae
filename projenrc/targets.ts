import { JsonPatch } from 'projen';
import type { awscdk } from 'projen';

/** Lowest supported versions; the project is built and tested with them. */
export const versions = {
  cdk: '2.271.0',
  constructs: '10.5.1',
  cdkNag: '3.0.2',
  jsii: '~6.0.0',
  typescript: '~6.0.0',
};

/** publib has a default, so that no file of the project names a registry. */
export function withoutRegistry(project: awscdk.AwsCdkConstructLibrary): void {
  project
    .tryFindObjectFile('.github/workflows/release.yml')
    ?.patch(JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'));
}

/** Languages of the library besides TypeScript. */
export const targets = {
  publishToPypi: {
    distName: 'cdk-ecommerce-architecture',
    module: 'cdk_ecommerce_architecture',
  },
  publishToMaven: {
    javaPackage: 'io.github.cdkecommerce.architecture',
    mavenGroupId: 'io.github.cdkecommerce',
    mavenArtifactId: 'cdk-ecommerce-architecture',
  },
  publishToNuget: {
    dotNetNamespace: 'CdkEcommerce.Architecture',
    packageId: 'CdkEcommerce.Architecture',
  },
  publishToGo: {
    moduleName: 'github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture-go',
    packageName: 'ecommercearchitecture',
  },
};
