import { instanceTypes } from '../../workload/queries';
import type { InstanceTypeUse } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { isEdgeFunction } from '../support/edge-functions';
import type { Finding } from '../support/finding';
import { assess } from '../support/finding';
import type { Rule } from '../support/rule';
import { imageName, SERVER_PREFIXES } from '../support/servers';

/** Series, generation and attributes of an instance type: `m`, `7` and `gd` of `db.m7gd.large`. */
const INSTANCE_TYPE = /^(?:db\.|cache\.)?([a-z]+?)(\d+)([a-z-]*)\./;

/** Series that exist with both processors. Those with graphics cards or the most memory do not. */
const SERIES_WITH_GRAVITON = ['t', 'm', 'c', 'r', 'i', 'im', 'is'];

/** Database engines that exist for x86 only. */
const X86_ENGINES = /^(custom-)?(oracle|sqlserver|db2)/;

const ARM64 = 'arm64';

/** Graviton processors do the same work with the least energy. */
export const graviton: Rule = {
  name: 'Graviton',
  practice: 'SUS05-BP02',
  also: ['COST06-BP02'],
  level: 'error',
  requirement: 'Servers, databases, caches and functions run on Graviton processors where these are available.',
  why:
    'AWS states up to 60 % less energy for the same work, and mostly a lower price by the hour. The higher price of ' +
    'other processors is paid every month.',
  fix:
    'Choose types with a `g` behind the generation, such as m7g.large: `web.serverSize`, `database.instanceType`, ' +
    '`cache.nodeType`. In CloudFormation set `InstanceType`, `DBInstanceClass`, `CacheNodeType`, and `Architectures: ' +
    '[arm64]` of a function.',
  docs: 'https://aws.amazon.com/ec2/graviton/',
  check: (workload) => [
    ...instanceTypes(workload)
      .filter((use) => mayBeGraviton(workload, use))
      .map(typeFinding),
    // Lambda@Edge runs on x86 only.
    ...workload
      .ofType('AWS::Lambda::Function')
      .filter((fn) => !isEdgeFunction(workload, fn))
      .map((fn) =>
        assess(fn, 'Properties.Architectures', fn.values('Architectures.0'), {
          expected: ARM64,
          holds: (value) => value === ARM64,
        }),
      ),
  ],
};

function typeFinding({ resource, property, values }: InstanceTypeUse): Finding {
  return assess(resource, property, values, {
    item: itemOf(property),
    expected: 'a Graviton type, such as m7g.large',
    holds: isGraviton,
  });
}

/** Returns the index of an instance type among several types of a group. */
function itemOf(property: string): string | undefined {
  return /\.(\d+)\.InstanceType$/.exec(property)?.[1];
}

function isGraviton(value: unknown): boolean {
  const [, series, , special] = INSTANCE_TYPE.exec(String(value)) ?? [];
  return series === 'a' || special?.startsWith('g');
}

function mayBeGraviton(workload: Workload, { resource, values }: InstanceTypeUse): boolean {
  if (X86_ENGINES.test(String(resource.get('Engine'))) || runsWindows(workload, resource)) return false;
  return values.some(
    ({ known, value }) =>
      !known || isGraviton(value) || SERIES_WITH_GRAVITON.includes(INSTANCE_TYPE.exec(String(value))?.[1] ?? ''),
  );
}

/** True for Windows, which runs on x86 only. Its image is mostly a parameter whose default names it. */
function runsWindows(workload: Workload, resource: Resource): boolean {
  const templates = [resource, ...workload.references(resource)].filter(({ type }) => type in SERVER_PREFIXES);
  return templates.some((server) => {
    return /windows/i.test(imageName(server, server.raw(`${SERVER_PREFIXES[server.type]}ImageId`)));
  });
}
