/**
 * Calls every route as an attacker does, and checks the answer, the database, the queue and the mails after each call.
 */
import { Attempt, attemptsAt } from './attempts';
import { Answered, Client } from './client';
import { probes } from './probes';
import { difference, Rows, VictimsRows } from './victims-rows';
import { secretsOf, World } from './world';
import { RouteRow, AnonymousMail } from '../../../../shop/access/access-row';
import { ROUTES, rowName } from '../../../../shop/access/route-table';
import { Database } from '../../../../shop/adapters/database/connect';

export interface Walked {
  readonly calls: number;
  readonly failures: readonly string[];
}

/** Tables in which an attacker may cause a row that names the victim, by typing the victim's e-mail address. */
const CAUSED: Readonly<Record<AnonymousMail, readonly string[]>> = {
  'reset code to its owner': ['one_time_token', 'outbox'],
  'order mails to the typed address': ['orders', 'outbox'],
};

export class Walk {
  static async open(database: Database, world: World): Promise<Walk> {
    const rows = await VictimsRows.of(database, world);
    return new Walk(world, rows, await rows.read());
  }

  private readonly failures: string[] = [];
  private readonly client: Client;
  private readonly secrets: readonly string[];

  private constructor(
    private readonly world: World,
    private readonly rows: VictimsRows,
    private before: Rows,
  ) {
    this.client = new Client(world.shop);
    this.secrets = secretsOf(world);
  }

  /** @returns the failures; none when every answer is that of the table */
  async run(): Promise<Walked> {
    for (const row of ROUTES.filter(({ server }) => server !== 'laptop')) {
      for (const attempt of await attemptsAt(this.world, row)) await this.attempt(rowName(row), attempt, row);
    }
    for (const attempt of probes(this.world)) await this.attempt('probe', attempt);
    this.client.close();
    return { calls: this.client.calls, failures: this.failures };
  }

  private async attempt(name: string, { label, call, allowed }: Attempt, row?: RouteRow): Promise<void> {
    const fail = (problem: string) => this.failures.push(`${name}, ${label}: ${problem}`);
    const answered = await this.client.ask(call);
    if (!allowed.includes(answered.status)) fail(`answered ${answered.status}, the table says ${allowed.join(' or ')}`);
    const told = this.toldTo(answered);
    if (told.length > 0) fail(`tells ${told.join(', ')}`);
    await this.lookAround(fail, row?.mail);
  }

  /** Secrets in the answer that the attacker has not sent. */
  private toldTo({ text, sent }: Answered): readonly string[] {
    const [answer, request] = [text.toLowerCase(), sent.toLowerCase()];
    return this.secrets.filter((secret) => answer.includes(secret) && !request.includes(secret));
  }

  private async lookAround(fail: (problem: string) => void, mail: AnonymousMail | undefined): Promise<void> {
    const {
      shop: { storefront },
      victim: { person, cartId },
    } = this.world;
    const foreign = storefront.queue.messages.filter(
      (message) => message.includes(person.id) || message.includes(cartId),
    );
    if (foreign.length > 0) fail(`puts the victim's account on the queue: ${foreign.join()}`);
    await storefront.processOrders();
    const after = await this.rows.read();
    const { added, gone } = difference(this.before, after);
    const caused = mail === undefined ? [] : CAUSED[mail];
    const unexpected = added.filter(
      (text) => !caused.includes(text.slice(0, text.indexOf('|'))) || this.isInAccount(text),
    );
    if (unexpected.length + gone.length > 0) {
      const changes = [...gone.map((text) => `- ${text}`), ...unexpected.map((text) => `+ ${text}`)];
      fail(`changes rows of others: ${changes.join('\n')}`);
    }
    this.before = after;
  }

  /** A new order in an account, which a typed address may not cause. */
  private isInAccount(row: string): boolean {
    return row.startsWith('orders|') && row.includes(this.world.victim.person.id);
  }
}
