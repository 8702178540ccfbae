/** All rows of the database about anyone but the attacker, read with SQL that both engines accept. */
import { sql } from 'kysely';
import { World } from './world';
import { Database } from '../../../../shop/adapters/database/connect';
import { familyOf } from '../../../../shop/adapters/database/engine';

/** Row as `table|column|column|...`. */
export type Rows = ReadonlySet<string>;

/**
 * Tables in which a row that names a product belongs to its seller. In other tables it may belong to anyone, because
 * everyone may put a product into a cart.
 */
const ABOUT_PRODUCTS = ['product', 'stock', 'price_history'];

/**
 * Columns of an outbox message: without its state, which any request may change by delivering it, and without most of a
 * mail's text. The recipient is at its beginning.
 */
const OF_EFFECTS = ['id', 'kind', 'left(payload, 500)'];

export class VictimsRows {
  static async of(database: Database, world: World): Promise<VictimsRows> {
    return new VictimsRows(database, await everything(database), patternOf(world));
  }

  private constructor(
    private readonly database: Database,
    private readonly statement: string,
    private readonly pattern: RegExp,
  ) {}

  async read(): Promise<Rows> {
    const { rows } = await sql.raw<{ row_text: string }>(this.statement).execute(this.database);
    return new Set(rows.map(({ row_text: text }) => text).filter((text) => this.pattern.test(text)));
  }
}

/** Added and removed rows; a changed row is both. */
export function difference(
  before: Rows,
  after: Rows,
): { readonly added: readonly string[]; readonly gone: readonly string[] } {
  return { added: [...after].filter((row) => !before.has(row)), gone: [...before].filter((row) => !after.has(row)) };
}

/** One pattern for all ids, because it is matched against every row after each request. */
function patternOf({ victim, guest, seller, administrator, invited, held }: World): RegExp {
  const people = [victim.person, seller, administrator, invited];
  const ids = [
    ...people.flatMap(({ id, email, sessionHash }) => [id, email, sessionHash]),
    guest.email,
    seller.sellerId,
    victim.cartId,
    ...[...Object.values(victim.orders), ...guest.orders].map(({ id }) => id),
  ];
  const products = [seller.onSale, seller.draft, held];
  const anywhere = ids.map((id) => id.replace(/\./g, '\\.')).join('|');
  return new RegExp(`${anywhere}|^(?:${ABOUT_PRODUCTS.join('|')})\\|.*(?:${products.join('|')})`, 's');
}

/** One statement over all existing tables and columns, so that a new table is included. */
async function everything(database: Database): Promise<string> {
  const postgres = familyOf(database) === 'postgres';
  const { rows } = await sql
    .raw<{ name: string; column_text: string }>(
      `
    select table_name as name, column_name as column_text from information_schema.columns
    where table_schema = ${postgres ? 'current_schema()' : 'database()'} and table_name <> 'schema_version'
    order by table_name, ordinal_position`,
    )
    .execute(database);
  const type = postgres ? 'text' : 'char';
  return [...new Set(rows.map(({ name }) => name))]
    .map((table) => {
      const all = rows.filter(({ name }) => name === table).map(({ column_text: column }) => column);
      const columns = table === 'outbox' ? OF_EFFECTS : all;
      const values = columns.map((column) => `coalesce(cast(${column} as ${type}), '-')`);
      return `select concat_ws('|', '${table}', ${values.join(', ')}) as row_text from ${table}`;
    })
    .join(' union all ');
}
