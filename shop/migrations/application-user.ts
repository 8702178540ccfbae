/**
 * Database user of all functions and servers except the migration. It may read and write rows, but not change tables.
 */
import { sql } from 'kysely';
import { Executor, familyOf } from '../adapters/database/engine';

/** Database user that the migration creates. */
export interface ApplicationUser {
  readonly name: string;
  readonly database: string;
  /** Only in local runs: on AWS the user signs in by IAM and has no password. */
  readonly password?: string;
}

/**
 * Creates the user unless it exists, and grants its permissions.
 *
 * @param connection - signed in with the permission to create users
 * @param user - plain names of letters, digits and underscores; others throw
 */
export async function createApplicationUser(connection: Executor, user: ApplicationUser): Promise<void> {
  // Names cannot be parameters of these statements, so only plain names are accepted.
  for (const name of [user.name, user.database]) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(name)) {
      throw new Error(`${JSON.stringify(name)} is not a plain name of letters, digits and underscores`);
    }
  }
  const statements =
    familyOf(connection) === 'postgres' ? await postgresStatements(connection, user) : mysqlStatements(user);
  for (const statement of statements) await sql.raw(statement).execute(connection);
}

async function postgresStatements(connection: Executor, user: ApplicationUser): Promise<readonly string[]> {
  const { rows } = await sql<{
    rolname: string;
  }>`select rolname from pg_roles where rolname in (${user.name}, 'rds_iam')`.execute(connection);
  const roles = rows.map((row) => row.rolname);
  const tables = 'select, insert, update, delete';
  return [
    ...(roles.includes(user.name) ? [] : [`create role "${user.name}" login`]),
    ...(user.password === undefined ? [] : [`alter role "${user.name}" password ${quoted(user.password)}`]),
    // Members of this role can sign in only with a token. The role exists only on RDS.
    ...(user.password === undefined && roles.includes('rds_iam') ? [`grant rds_iam to "${user.name}"`] : []),
    `grant connect on database "${user.database}" to "${user.name}"`,
    `grant usage on schema public to "${user.name}"`,
    `grant ${tables} on all tables in schema public to "${user.name}"`,
    `alter default privileges in schema public grant ${tables} on tables to "${user.name}"`,
    // Only the migration may write the version table.
    `revoke insert, update, delete on table schema_version from "${user.name}"`,
  ];
}

function mysqlStatements(user: ApplicationUser): readonly string[] {
  const account = `'${user.name}'@'%'`;
  const identified =
    user.password === undefined
      ? "identified with AWSAuthenticationPlugin as 'RDS'"
      : `identified by ${quoted(user.password)}`;
  return [
    `create user if not exists ${account} ${identified}`,
    ...(user.password === undefined ? [`alter user ${account} require ssl`] : []),
    `grant select, insert, update, delete on \`${user.database}\`.* to ${account}`,
  ];
}

function quoted(text: string): string {
  if (/[\\\u0000]/.test(text)) throw new Error('a local database password must not contain a backslash');
  return `'${text.replace(/'/g, "''")}'`;
}
