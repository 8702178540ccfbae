import { SERVER_PREFIXES } from './servers';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Where it is written how a server starts. */
export interface ServerDefinition {
  readonly resource: Resource;

  /** What stands before each property: `LaunchTemplateData.`, or nothing. */
  readonly prefix: string;

  /** Whether what is absent here is absent for good: an instance may take it from its launch template, and other services add to one. */
  readonly isWhole: boolean;
}

const STARTERS = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::EC2::EC2Fleet',
  'AWS::EC2::SpotFleet',
];

export function serverDefinitions(workload: Workload): ServerDefinition[] {
  return Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) =>
    workload.ofType(type).map((resource) => ({
      resource,
      prefix,
      isWhole: prefix === '' ? resource.raw('LaunchTemplate') === undefined : startsServers(workload, resource),
    })),
  );
}

/** Clusters and batch environments bring disks, roles and images of their own to a launch template. */
function startsServers(workload: Workload, launchTemplate: Resource): boolean {
  return [...workload.referrers(launchTemplate)].some(({ type }) => STARTERS.includes(type));
}
