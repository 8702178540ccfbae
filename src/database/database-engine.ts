import * as rds from 'aws-cdk-lib/aws-rds';
import type { EngineSpec, NameRule } from './engine-spec';
import { OracleEdition } from './oracle-edition';
import { invalid, requireKnown, requireMatch } from '../core/validation';

/** Which version of an engine. */
export interface DatabaseEngineOptions {
  /**
   * The version to begin with; later minor versions are installed in the maintenance window. PostgreSQL and Oracle take a major version
   * such as `17`, which means its newest minor version, or a full one such as `17.6`; MySQL and MariaDB a full one only, because CloudFormation's
   * schema lists no other. RDS withdraws minor versions after a year or so: then a new database must name a later one.
   *
   * A new major version is never installed unasked: RDS refuses the deployment until `AllowMajorVersionUpgrade` is set on the instance's
   * `CfnDBInstance`, because it cannot be undone.
   *
   * @default - of a major version with long support: PostgreSQL 17, MySQL 8.4.10, MariaDB 11.4.10, Oracle 19
   */
  readonly version?: string;
}

/** Which Oracle database, and by whose licence. */
export interface OracleEngineOptions extends DatabaseEngineOptions {
  /** The edition. */
  readonly edition: OracleEdition;

  /**
   * Whose licence it runs on. Never guessed, because either answer costs money: `LICENSE_INCLUDED` exists for Standard Edition 2 only,
   * `BRING_YOUR_OWN_LICENSE` needs a licence with support from Oracle.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Concepts.Licensing.html
   */
  readonly licenseModel: rds.LicenseModel;
}

/**
 * What the shop's data is kept in. The shop that comes with the construct runs on PostgreSQL, MySQL and MariaDB; Oracle needs
 * your own code.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', { database: { engine: DatabaseEngine.mysql({ version: '8.4.10' }) } });
 */
export class DatabaseEngine {
  /**
   * PostgreSQL, the default: full text search and transactional schema changes, no licence.
   *
   * @param options the version
   * @throws an error for a version before 14 or one that is none
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
      // Slow statements are logged without the values bound to them: those are customers' data.
      parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_parameter_max_length: '0' },
      databaseName: name(63, ['postgres', 'rdsadmin', 'template0', 'template1']),
      connections: { bytesPerConnection: 9_531_392, limit: 5_000 },
      fastStorageGibibytes: 400,
    });
  }

  /**
   * MySQL.
   *
   * @param options the version
   * @throws an error for a version before 8.0 or one that is not complete
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
   * MariaDB. The proxy treats it as MySQL; that the proxy signs in to it by IAM from end to end is documented for MySQL and PostgreSQL
   * only and has not been tried, so test the sign-in before you rely on it, or set `database.proxy` to false.
   *
   * @param options the version
   * @throws an error for a version before 10.6 or one that is not complete
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
   * Oracle 19, not multi-tenant, because RDS manages the owner's password for no other.
   * It has neither proxy nor IAM sign-in: your servers and functions read the owner's credential, and the construct warns of that.
   * Clients reach the TLS listener only (port 2484): no security group opens the plain one.
   *
   * @param options version, edition and licence
   * @throws an error for a version other than 19, and for an edition that has no such licence
   */
  public static oracle(options: OracleEngineOptions): DatabaseEngine {
    const version = checked(
      options.version ?? '19',
      /^19(\.[\w.-]+)?$/,
      'Oracle 19 or a release of it (21 is multi-tenant: RDS manages no password)',
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

  /** Which engine: `postgres`, `mysql`, `mariadb` or `oracle`; servers and functions read it as DATABASE_ENGINE. */
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
    'give a version that RDS offers, or leave it out',
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
