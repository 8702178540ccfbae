import { existsSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Template } from './template';

/**
 * Returns the template of every stack of an app.
 *
 * @param written - true to read the files of the assembly, which include overrides, aspects, raw and included
 * resources; false to render the stacks as they are now, before a synth
 */
export function templatesOf(root: IConstruct, written: boolean): Template[] {
  const stacks = root.node.findAll().filter((node) => Stack.isStack(node));
  const byStack = new Map(stacks.map((stack) => [stack, templateOf(stack, written)]));
  for (const [stack, template] of byStack) {
    if (!stack.nestedStackParent || !stack.nestedStackResource) continue;
    const outer = byStack.get(stack.nestedStackParent);
    const id = stack.nestedStackParent.resolve((stack.nestedStackResource as CfnResource).logicalId) as string;
    template.parent = outer?.resources.get(id);
  }
  return [...byStack.values()];
}

function templateOf(stack: Stack, written: boolean): Template {
  const file = written ? fileOf(stack) : undefined;
  return new Template({
    stackName: stack.stackName,
    path: stack.node.path,
    region: Token.isUnresolved(stack.region) ? undefined : stack.region,
    body: file === undefined ? unwritten(stack) : (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>),
    paths: pathsIn(stack),
    file: file === undefined ? undefined : basename(file),
  });
}

/** Returns the path of the template file; undefined for the stack of an asset and before a synth. */
function fileOf(stack: Stack): string | undefined {
  const file = join((Stage.of(stack) as Stage).outdir, stack.templateFile);
  return existsSync(file) ? file : undefined;
}

function unwritten(stack: Stack): Record<string, unknown> {
  // CDK writes the result of this method to the file. It is protected, because apps do not need it.
  const body = (stack as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
  return stack.resolve(body) as Record<string, unknown>;
}

function pathsIn(stack: Stack): Map<string, string> {
  const resources = stack.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node) && node.stack === stack) as CfnResource[];
  return new Map(resources.map((resource) => [stack.resolve(resource.logicalId) as string, resource.node.path]));
}
