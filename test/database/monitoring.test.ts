import { Size, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { newSharedRooms } from './room-stack';
import { isGraviton } from '../../src/core/instance-architecture';
import { Database } from '../../src/database/database';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { hasInsights, maxConnections, memoryBytes } from '../../src/database/instance-capacity';
import { OracleEdition } from '../../src/database/oracle-edition';
import { resources } from '../support/app';

const GIB = 1024 ** 3;
const type = (name: string) => new InstanceType(name);

interface Alarm {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Dimensions?: unknown;
  readonly Metrics?: { Expression?: string; MetricStat?: { Metric: { MetricName: string; Dimensions: unknown } } }[];
}

function alarms(options: DatabaseOptions = {}) {
  const base = newSharedRooms();
  Database._create(base.stack, 'Database', { ...resolveDatabase(options, base.profile), ...base });
  const template = Template.fromStack(base.stack);
  const all = Object.entries(resources(template, 'AWS::CloudWatch::Alarm'))
    .map(
      ([id, { Properties }]) =>
        [/Monitoring(\w+)[0-9A-F]{8}$/.exec(id)?.[1] ?? id, Properties as unknown as Alarm] as const,
    )
    .filter(([id]) => id.startsWith('Database'));
  return { template, alarms: Object.fromEntries(all) };
}

describe("the database's alarms", () => {
  const { alarms: found, template } = alarms();
  const dimensions = [{ Name: 'DBInstanceIdentifier', Value: { Ref: expect.stringMatching(/^DatabaseInstance/) } }];

  test('are one for each metric that the mission names', () => {
    expect(Object.keys(found).sort()).toEqual([
      'DatabaseConnections',
      'DatabaseCpu',
      'DatabaseIops',
      'DatabaseMemory',
      'DatabaseStorage',
    ]);
  });

  test('go off at bounds that follow the class and the storage', () => {
    expect(found.DatabaseCpu.Threshold).toBe(80);
    expect(found.DatabaseMemory.Threshold).toBe(Math.floor(0.05 * 8 * GIB));
    expect(found.DatabaseIops.Threshold).toBe(2_400);
    expect(found.DatabaseStorage.Threshold).toBe(5 * GIB);
    expect(found.DatabaseConnections.Threshold).toBe(684);
    const below = Object.entries(found)
      .filter(([, { ComparisonOperator }]) => ComparisonOperator.startsWith('LessThan'))
      .map(([id]) => id);
    expect(below.sort()).toEqual(['DatabaseMemory', 'DatabaseStorage']);
  });

  test('watch this instance, and take silence for neither well nor ill', () => {
    for (const { Dimensions, Metrics, TreatMissingData } of Object.values(found)) {
      const watched = Metrics
        ? Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.Dimensions] : []))
        : [Dimensions];
      watched.forEach((found_) => expect(found_).toEqual(dimensions));
      expect(TreatMissingData).toBe('missing');
    }
    expect(
      found.DatabaseIops.Metrics?.map(({ Expression, MetricStat }) => Expression ?? MetricStat?.Metric.MetricName),
    ).toEqual(['reads + writes', 'ReadIOPS', 'WriteIOPS']);
  });

  test('have widgets of their metrics on the dashboard', () => {
    const body = JSON.stringify(
      Object.values(resources(template, 'AWS::CloudWatch::Dashboard'))[0].Properties.DashboardBody,
    );
    expect(body).toContain('Database: ');
    for (const metric of [
      'CPUUtilization',
      'FreeableMemory',
      'FreeStorageSpace',
      'ReadIOPS',
      'WriteIOPS',
      'DatabaseConnections',
    ]) {
      expect(body).toContain(metric);
    }
  });

  test('allow four times as much where gp3 gives it', () => {
    expect(alarms({ allocatedStorage: Size.gibibytes(400) }).alarms.DatabaseIops.Threshold).toBe(9_600);
    const engine = DatabaseEngine.oracle({
      edition: OracleEdition.STANDARD_TWO,
      licenseModel: LicenseModel.LICENSE_INCLUDED,
    });
    expect(alarms({ engine, allocatedStorage: Size.gibibytes(200) }).alarms.DatabaseIops.Threshold).toBe(9_600);
  });

  test('have a threshold also for storage that is a token', () => {
    expect(
      alarms({ allocatedStorage: Size.gibibytes(Token.asNumber({ Ref: 'Size' })) }).alarms.DatabaseStorage.Threshold,
    ).toBe(GIB);
  });
});

describe('what a class can do', () => {
  test.each([
    ['t4g.micro', 1],
    ['t4g.medium', 4],
    ['m7g.large', 8],
    ['m7g.xlarge', 16],
    ['m8g.4xlarge', 64],
    ['r7g.large', 16],
    ['c7g.medium', 2],
    ['x2iedn.xlarge', 64],
    ['q9.large', 4],
    ['t9.giant', 4],
  ])('%s has %d GiB', (name, gibibytes) => expect(memoryBytes(type(name))).toBe(gibibytes * GIB));

  test('a class that is a token counts as small', () => {
    expect(memoryBytes(type(Token.asString({})))).toBe(4 * GIB);
    expect(isGraviton(type(Token.asString({})))).toBe(false);
    expect(hasInsights(DatabaseEngine.mysql()._render(), type(Token.asString({})))).toBe(true);
  });

  test('never has more connections than the engine takes', () => {
    expect(maxConnections(DatabaseEngine.postgres()._render(), type('r7g.16xlarge'))).toBe(5_000);
    expect(maxConnections(DatabaseEngine.mysql()._render(), type('m7g.large'))).toBe(648);
  });

  test('is Graviton by its name', () => {
    expect([isGraviton(type('m7g.large')), isGraviton(type('r6i.large'))]).toEqual([true, false]);
  });

  test('has insights but on the smallest burstable classes of MySQL', () => {
    const mysql = DatabaseEngine.mysql()._render();
    expect(['t4g.micro', 't3.small', 't4g.medium', 'm7g.large'].map((name) => hasInsights(mysql, type(name)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(hasInsights(DatabaseEngine.postgres()._render(), type('t4g.micro'))).toBe(true);
  });
});
