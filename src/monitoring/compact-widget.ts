import { Lazy } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

type Json = Record<string, unknown>;

/** What CloudWatch takes when nothing is said. */
const DEFAULT_HEIGHT = 6;

/**
 * The same widget in the short form of dashboards: a dot for a field that repeats the row above
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 * Its title begins with the tier. A dashboard names the same resources over and over; written out it would be the longest resource of the template.
 */
export function compact(widget: IWidget, section: string): IWidget {
  return {
    width: widget.width,
    height: widget.height,
    warnings: widget.warnings,
    warningsV2: widget.warningsV2,
    position: (x, y) => widget.position(x, y),
    // Without a position a widget stands next to the one before it, and in a new row where there is no room: as they were added.
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
    // What CloudWatch takes when nothing is said.
    ...(view === 'timeSeries' ? {} : { view }),
    ...(axes ? { yAxis } : {}),
    // The rows are rendered late, when it is known which resources they name.
    ...(metrics !== undefined
      ? { metrics: Lazy.uncachedAny({ produce: (context) => repeat(context.resolve(metrics)) }) }
      : {}),
  };
}

/** Rows of namespace, metric, dimensions and, last, options. */
function repeat(rows: unknown[][]): unknown[][] {
  return rows.map((row, index) =>
    row.map((field, column) => {
      const above = rows[index - 1]?.[column];
      return isName(field) && JSON.stringify(field) === JSON.stringify(above) ? '.' : field;
    }),
  );
}

/** A text or what CloudFormation will put in its place; options and expressions are never repeated. */
function isName(field: unknown): boolean {
  return (
    typeof field === 'string' || Object.keys(field as Json).every((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}
