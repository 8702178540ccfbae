/** Command `create-admin --email <address>`, for operators who may sign in to a server. */
import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../../adapters/configuration/config-error';
import { Environment, loadConfig } from '../../adapters/configuration/load-config';
import { connect } from '../../adapters/database/connect';
import { DatabaseStore } from '../../adapters/database/store';
import { INVITATION_MINUTES, inviteAdministrator } from '../../application/administration/invitation';
import { readEmail } from '../../domain/validation';

/** Invocation of the command. */
export interface Command {
  readonly env: Environment;
  /** Arguments after the command's name. */
  readonly args: readonly string[];
  readonly print: (line: string) => void;
}

const USAGE = 'usage: create-admin --email owner@example.com';

/**
 * Prints an invitation and returns the exit code. The printed link is as powerful as a password for half an hour, so it
 * is written to the terminal and not to a log.
 */
export async function createAdmin({ env, args, print }: Command): Promise<number> {
  const [option, value, ...more] = args;
  const email = option === '--email' && more.length === 0 ? addressOf(value) : undefined;
  if (email === undefined) {
    print(USAGE);
    return 2;
  }
  const config = loadConfig(env);
  const store = new DatabaseStore(connect(required(config.database, VARIABLES.database.host)));
  try {
    const token = await inviteAdministrator(store, email, new Date());
    print(`Open this address within ${INVITATION_MINUTES} minutes to choose a password for ${email}; it works once:`);
    print(`${config.shopUrl ?? ''}/admin-invitation?token=${token}`);
    return 0;
  } finally {
    await store.close();
  }
}

function addressOf(value: string | undefined): string | undefined {
  try {
    return readEmail(value, 'email');
  } catch {
    return undefined;
  }
}
