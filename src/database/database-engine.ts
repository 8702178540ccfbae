import * as rds from 'aws-cdk-lib/aws-rds';
import type { EngineSpec, NameRule } from './engine-spec';
import { OracleEdition } from './oracle-edition';
import { invalid, requireKnown, requireMatch } from '../core/validation';

/** Options of a database engine. */
export interface DatabaseEngineOptions {
  /**
   * The initial version; RDS installs later minor versions in the maintenance window. PostgreSQL and Oracle accept a
   * major version such as `17`, which means its newest minor version, or a full one such as `17.6`. MySQL and MariaDB
   * require a full version, because CloudFormation's schema lists no other. RDS withdraws a minor version after about a
   * year; a new database must then use a later one.
   *
   * A new major version is never installed automatically, because it cannot be undone: RDS refuses such a deployment
   * until `AllowMajorVersionUpgrade` is set on the instance's `CfnDBInstance`.
   *
   * @default - a version with long-term support: PostgreSQL 17, MySQL 8.4.10, MariaDB 11.4.10, Oracle 19
   */
  readonly version?: string;
}

/** Options of an Oracle database: edition and licence. */
export interface OracleEngineOptions extends DatabaseEngineOptions {
  /** The edition. */
  readonly edition: OracleEdition;

  /**
   * The licence model. It has no default, because each choice costs money: `LICENSE_INCLUDED` exists for Standard
   * Edition 2 only, and `BRING_YOUR_OWN_LICENSE` requires a licence with support from Oracle.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Concepts.Licensing.html
   */
  readonly licenseModel: rds.LicenseModel;
}

/**
 * The engine of the database. The sample server and functions run on PostgreSQL, MySQL and MariaDB; Oracle requires
 * your code.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', { database: { engine: DatabaseEngine.mysql({ version: '8.4.10' }) } });
 */
export class DatabaseEngine {
  /**
   * Returns PostgreSQL, the default engine: full text search, transactional schema changes, no licence.
   *
   * @param options the version, PostgreSQL 17 by default
   * @throws an error when the version is invalid or before 14
   */
  public static postgres(options: DatabaseEngineOptions = {}): DatabaseEngine {
    const version = checked(
      options.version ?? '17',
      /^(1[4-9]|[2-9]\d)(\.\d+)?$/,
      'a PostgreSQL version from 14 on, such as 17 or 17.6',
    );
    return new DatabaseEngine({
      family: 'postgres',
      instanceEngine: rds.DatabaseInstanceEngine.postgres({
        version: rds.PostgresEngineVersion.of(version, major(version, 1)),
      }),
      port: 5433,
      tlsPort: 5433,
      proxyPort: 5432,
      iamSignIn: true,
      graviton: true,
      insightsOnSmallClasses: true,
      logs: ['postgresql', 'upgrade'],
      // Slow statements are logged without their bound values, which are customers' data.
      parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_parameter_max_length: '0' },
      databaseName: name(63, ['postgres', 'rdsadmin', 'template0', 'template1']),
      connections: { bytesPerConnection: 9_531_392, limit: 5_000 },
      fastStorageGibibytes: 400,
    });
  }

  /**
   * Returns MySQL.
   *
   * @param options the full version, MySQL 8.4.10 by default
   * @throws an error when the version is incomplete or before 8.0
   */
  public static mysql(options: DatabaseEngineOptions = {}): DatabaseEngine {
    const version = checked(
      options.version ?? '8.4.10',
      /^8\.\d+\.\d+$/,
      'a full MySQL version from 8.0 on, such as 8.4.10',
    );
    return new DatabaseEngine({
      ...mysqlLike(['mysql', 'information_schema', 'performance_schema', 'sys', 'innodb']),
      family: 'mysql',
      instanceEngine: rds.DatabaseInstanceEngine.mysql({
        version: rds.MysqlEngineVersion.of(version, major(version, 2)),
      }),
      connections: { bytesPerConnection: 12_582_880, limit: 100_000 },
    });
  }

  /**
   * Returns MariaDB. The proxy treats it as MySQL. AWS documents IAM sign-in from the proxy to the database for MySQL
   * and PostgreSQL only, and it has not been tested with MariaDB. Test the sign-in before you rely on it, or set
   * `database.proxy` to false.
   *
   * @param options the full version, MariaDB 11.4.10 by default
   * @throws an error when the version is incomplete or before 10.6
   */
  public static mariaDb(options: DatabaseEngineOptions = {}): DatabaseEngine {
    const version = checked(
      options.version ?? '11.4.10',
      /^(10\.([6-9]|1\d)|1[1-9]\.\d+)\.\d+$/,
      'a full MariaDB version from 10.6 on, such as 11.4.10',
    );
    return new DatabaseEngine({
      ...mysqlLike(['mysql', 'information_schema', 'performance_schema', 'sys', 'innodb']),
      family: 'mariadb',
      instanceEngine: rds.DatabaseInstanceEngine.mariaDb({
        version: rds.MariaDbEngineVersion.of(version, major(version, 2)),
      }),
      connections: { bytesPerConnection: 25_165_760, limit: 12_000 },
    });
  }

  /**
   * Returns Oracle 19 without multitenancy, because RDS manages the owner's password for no other version.
   *
   * Oracle supports neither RDS Proxy nor IAM sign-in, so servers and functions read the owner's credential, and the
   * construct warns. Clients can reach the TLS listener only (port 2484); no security group opens the plain-text port.
   *
   * @param options version, edition and licence model
   * @throws an error when the version is not 19, or when the edition is not offered with the licence model
   */
  public static oracle(options: OracleEngineOptions): DatabaseEngine {
    const version = checked(
      options.version ?? '19',
      /^19(\.[\w.-]+)?$/,
      'Oracle 19 or a release of it (21 is multitenant, for which RDS manages no password)',
    );
    checkLicence(options);
    const engineVersion = { version: rds.OracleEngineVersion.of(version, '19') };
    return new DatabaseEngine({
      family: 'oracle',
      instanceEngine:
        options.edition === OracleEdition.ENTERPRISE
          ? rds.DatabaseInstanceEngine.oracleEe(engineVersion)
          : rds.DatabaseInstanceEngine.oracleSe2(engineVersion),
      licenseModel: options.licenseModel,
      port: 1522,
      tlsPort: 2484,
      iamSignIn: false,
      graviton: false,
      insightsOnSmallClasses: true,
      logs: ['alert', 'audit', 'listener'],
      parameters: {},
      databaseName: {
        fallback: 'SHOP',
        pattern: /^[A-Za-z][A-Za-z0-9]{0,7}$/,
        expected: "at most 8 letters and digits, a letter first (it is Oracle's system identifier)",
        reserved: ['null'],
      },
      connections: { bytesPerConnection: 9_868_951, limit: 20_000 },
      fastStorageGibibytes: 200,
    });
  }

  private constructor(private readonly spec: EngineSpec) {}

  /**
   * The engine's family: `postgres`, `mysql`, `mariadb` or `oracle`. Servers and functions get it as DATABASE_ENGINE.
   */
  public get family(): string {
    return this.spec.family;
  }

  /** @internal */
  public _render(): EngineSpec {
    return this.spec;
  }
}

function mysqlLike(reserved: string[]): Omit<EngineSpec, 'family' | 'instanceEngine' | 'connections'> {
  return {
    port: 3307,
    tlsPort: 3307,
    proxyPort: 3306,
    iamSignIn: true,
    graviton: true,
    insightsOnSmallClasses: false,
    logs: ['error', 'slowquery'],
    // The slow query log reaches CloudWatch only when it is written to a file.
    parameters: { require_secure_transport: '1', slow_query_log: '1', long_query_time: '1', log_output: 'FILE' },
    databaseName: name(64, reserved),
    fastStorageGibibytes: 400,
  };
}

function name(length: number, reserved: string[]): NameRule {
  return {
    fallback: 'shop',
    pattern: new RegExp(`^[A-Za-z][A-Za-z0-9_]{0,${length - 1}}$`),
    expected: `at most ${length} letters, digits and underscores, a letter first`,
    reserved,
  };
}

function checked(version: string, pattern: RegExp, expected: string): string {
  requireKnown('database.engine version', version, 'it decides parameters and log exports');
  requireMatch(
    'database.engine version',
    version,
    pattern,
    expected,
    'give a version that RDS offers, or remove the option',
  );
  return version;
}

function checkLicence({ edition, licenseModel }: OracleEngineOptions): void {
  if (licenseModel === rds.LicenseModel.BRING_YOUR_OWN_LICENSE) return;
  if (licenseModel !== rds.LicenseModel.LICENSE_INCLUDED || edition === OracleEdition.ENTERPRISE) {
    invalid({
      prop: 'database.engine licenseModel',
      expected:
        edition === OracleEdition.ENTERPRISE
          ? 'BRING_YOUR_OWN_LICENSE for the Enterprise Edition'
          : 'LICENSE_INCLUDED or BRING_YOUR_OWN_LICENSE',
      got: licenseModel,
      fix: 'choose a licence that RDS offers for this edition',
    });
  }
}

function major(version: string, parts: number): string {
  return version.split('.').slice(0, parts).join('.');
}
