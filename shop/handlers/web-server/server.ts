import { createAdmin } from './create-admin';
import { start } from './start';
import { log } from '../../adapters/telemetry/log';

const [command, ...args] = process.argv.slice(2);

if (command === 'create-admin') {
  createAdmin({ env: process.env, args, print: (line) => process.stdout.write(`${line}\n`) }).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      log.error('no administrator was created', { error });
      process.exitCode = 1;
    },
  );
} else {
  start({ env: process.env, onSignal: (name, act) => process.on(name, act), exit: (code) => process.exit(code) }).catch(
    (error: unknown) => {
      log.error('the server did not start', { error });
      process.exit(1);
    },
  );
}
