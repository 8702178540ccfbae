import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** A dashboard of the app, with the readable part of its body. */
export interface Dashboard {
  readonly resource: Resource;

  /** Body as text, with a placeholder for each value that is known only at deployment. */
  readonly text: string;

  /** Undefined where the body is not JSON before the deployment. */
  readonly widgets?: readonly Record<string, unknown>[];
}

export function dashboardsOf(workload: Workload): Dashboard[] {
  return workload.anyOfType('AWS::CloudWatch::Dashboard').map((resource) => {
    const text = bodyText(resource.raw('DashboardBody'));
    return { resource, text, widgets: widgetsIn(text) };
  });
}

/** Returns the namespaces of the metrics in its graphs. A dot repeats the namespace before it, so it is left out. */
export function namespacesIn({ widgets = [] }: Dashboard): string[] {
  return widgets
    .flatMap(({ properties }) => listOf(isRecord(properties) ? properties.metrics : undefined))
    .flatMap((metric) => listOf(metric).slice(0, 1))
    .filter((first): first is string => typeof first === 'string' && !/^\.+$/.test(first));
}

/**
 * Returns the body as `textOf` does, but with a placeholder without quotes for other intrinsics, so that the text stays
 * JSON.
 */
function bodyText(value: unknown): string {
  const name = intrinsicOf(value);
  if (name === 'Fn::Join') {
    const [separator, parts] = listOf((value as Record<string, unknown>)[name]);
    return listOf(parts).map(bodyText).join(String(separator));
  }
  return name === undefined || ['Ref', 'Fn::GetAtt', 'Fn::Sub'].includes(name) ? textOf(value) : '<token>';
}

function widgetsIn(text: string): Record<string, unknown>[] | undefined {
  try {
    const body = JSON.parse(text) as unknown;
    return isRecord(body) ? listOf(body.widgets).filter(isRecord) : undefined;
  } catch {
    return undefined;
  }
}
