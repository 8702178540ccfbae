import type { Template } from 'aws-cdk-lib/assertions';
import { only } from './web-stack';

export const TEMPLATE = 'AWS::EC2::LaunchTemplate';

interface LaunchTemplateData {
  readonly UserData: { 'Fn::Base64': { 'Fn::Join': ['', unknown[]] } };
  readonly [name: string]: unknown;
}

export function launchTemplate(template: Template): LaunchTemplateData {
  return only(template, TEMPLATE)[1].Properties.LaunchTemplateData as LaunchTemplateData;
}

function show(reference: object): string {
  const [[name, value]] = Object.entries(reference);
  return name === 'Fn::Sub' ? String(value) : '${' + String(value) + '}';
}

/** The user data, references as ${LogicalId}. */
export function userData(template: Template): string {
  return launchTemplate(template)
    .UserData['Fn::Base64']['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : show(part as object)))
    .join('');
}
