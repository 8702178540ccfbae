import { Dashboard, GraphWidget, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { compact } from '../../src/monitoring/compact-widget';
import { newStack } from '../support/app';

/** Returns the rows of a widget as CloudWatch interprets them: a dot repeats the field above. */
function read(rows: unknown[][]): unknown[][] {
  return rows.reduce<unknown[][]>(
    (done, row) => [...done, row.map((field, column) => (field === '.' ? done[done.length - 1][column] : field))],
    [],
  );
}

function rowsOf(widget: GraphWidget, short: boolean): { rows: unknown[][]; length: number; yAxis: unknown } {
  const stack = newStack();
  const dashboard = new Dashboard(stack, 'Dashboard', { widgets: [[short ? compact(widget, 'Web') : widget]] });
  const resolved = stack.resolve((short ? compact(widget, 'Web') : widget).toJson());
  expect(dashboard.node.children).toHaveLength(1);
  return {
    rows: resolved[0].properties.metrics,
    length: JSON.stringify(resolved).length,
    yAxis: resolved[0].properties.yAxis,
  };
}

const stack = newStack();
const topics = [new Topic(stack, 'One'), new Topic(stack, 'Two')];
const metric = (topic: Topic, metricName: string) =>
  new Metric({ namespace: 'AWS/SNS', metricName, statistic: 'Sum', dimensionsMap: { TopicName: topic.topicName } });

test('the short form is equivalent to the long one, and shorter', () => {
  const widget = new GraphWidget({
    left: [metric(topics[0], 'A'), metric(topics[0], 'B'), metric(topics[1], 'B')],
    right: [metric(topics[1], 'A')],
  });
  const [long, short] = [rowsOf(widget, false), rowsOf(widget, true)];
  expect(read(short.rows)).toEqual(long.rows);
  expect(short.length).toBeLessThan(long.length);
});

test('equal options and expressions are written out in every row', () => {
  const usingMetrics = { a: metric(topics[0], 'A'), b: metric(topics[1], 'A') };
  const widget = new GraphWidget({ left: [new MathExpression({ expression: 'a + b', usingMetrics })] });
  const { rows } = rowsOf(widget, true);
  expect(rows[0]).toEqual(rowsOf(widget, false).rows[0]);
  expect(rows.slice(1).map((row) => row[row.length - 1])).toEqual(
    rowsOf(widget, false)
      .rows.slice(1)
      .map((row) => row[row.length - 1]),
  );
});

test('a widget has a position only where CloudWatch would place it elsewhere', () => {
  const sizes = [
    new GraphWidget({ left: [metric(topics[0], 'A')], width: 8 }),
    new GraphWidget({ left: [metric(topics[0], 'A')], height: 9 }),
  ];
  const said = sizes.map((widget) => Object.keys(stack.resolve(compact(widget, 'Web').toJson())[0]));
  expect(said).toEqual([
    ['type', 'width', 'properties'],
    ['type', 'width', 'height', 'properties'],
  ]);
});

test('an axis that was set stays', () => {
  expect(rowsOf(new GraphWidget({ left: [metric(topics[0], 'A')] }), true).yAxis).toBeUndefined();
  expect(rowsOf(new GraphWidget({ left: [metric(topics[0], 'A')], leftYAxis: { min: 0 } }), true).yAxis).toEqual({
    left: { min: 0 },
  });
});
