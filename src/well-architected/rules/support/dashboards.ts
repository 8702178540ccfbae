import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** A dashboard of the app, with what could be read of its body. */
export interface Dashboard {
  readonly resource: Resource;

  /** The body as text, with a placeholder for what only the deployment knows. */
  readonly text: string;

  /** Undefined where the body is no JSON before the deployment. */
  readonly widgets?: readonly Record<string, unknown>[];
}

export function dashboardsOf(workload: Workload): Dashboard[] {
  return workload.anyOfType('AWS::CloudWatch::Dashboard').map((resource) => {
    const text = bodyText(resource.raw('DashboardBody'));
    return { resource, text, widgets: widgetsIn(text) };
  });
}

/** The namespaces of the metrics in its graphs, as text; a dot in a graph repeats the one before and says nothing new. */
export function namespacesIn({ widgets = [] }: Dashboard): string[] {
  return widgets
    .flatMap(({ properties }) => listOf(isRecord(properties) ? properties.metrics : undefined))
    .flatMap((metric) => listOf(metric).slice(0, 1))
    .filter((first): first is string => typeof first === 'string' && !/^\.+$/.test(first));
}

/** Like `textOf`, but what it cannot name becomes a placeholder without quotes, or the text would be no JSON. */
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
