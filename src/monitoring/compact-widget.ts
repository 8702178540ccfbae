import { Lazy } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

type Json = Record<string, unknown>;

/** CloudWatch's default height of a widget, in grid units. */
const DEFAULT_HEIGHT = 6;

/**
 * Returns the same widget in the short form of dashboards, in which a dot stands for a field that repeats the row above
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 * A dashboard names the same resources many times; in the long form it would be the longest resource of the template.
 *
 * @param widget - is not changed
 * @param section - the tier, with which the title of the widget begins
 */
export function compact(widget: IWidget, section: string): IWidget {
  return {
    width: widget.width,
    height: widget.height,
    warnings: widget.warnings,
    warningsV2: widget.warningsV2,
    position: (x, y) => widget.position(x, y),
    // Without a position CloudWatch places widgets in their order, each beside the one before or in a new row.
    toJson: () =>
      (widget.toJson() as Json[]).map(({ type, width, height, properties }) => ({
        type,
        width,
        ...(height === DEFAULT_HEIGHT ? {} : { height }),
        properties: shorten(properties as Json, section),
      })),
  };
}

function shorten(properties: Json, section: string): Json {
  const { metrics, title, yAxis, view, ...rest } = properties;
  const axes = Object.values((yAxis ?? {}) as Json).some((axis) => axis !== undefined);
  return {
    ...rest,
    title: title === undefined ? section : `${section}: ${String(title)}`,
    // CloudWatch's default.
    ...(view === 'timeSeries' ? {} : { view }),
    ...(axes ? { yAxis } : {}),
    // Rendered late, when the resources that the rows name are known.
    ...(metrics !== undefined
      ? { metrics: Lazy.uncachedAny({ produce: (context) => repeat(context.resolve(metrics)) }) }
      : {}),
  };
}

/** Replaces repeated fields by dots. A row has namespace, metric, dimensions and, last, options. */
function repeat(rows: unknown[][]): unknown[][] {
  return rows.map((row, index) =>
    row.map((field, column) => {
      const above = rows[index - 1]?.[column];
      return isName(field) && JSON.stringify(field) === JSON.stringify(above) ? '.' : field;
    }),
  );
}

/** True when a field is a text or a reference that CloudFormation replaces by one; options and expressions are not. */
function isName(field: unknown): boolean {
  return (
    typeof field === 'string' || Object.keys(field as Json).every((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}
