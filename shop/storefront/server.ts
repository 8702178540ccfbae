import { start } from './start';
import { log } from '../adapters/log';

start({ env: process.env, onSignal: (name, act) => process.on(name, act), exit: (code) => process.exit(code) }).catch((error: unknown) => {
  log.error('the server did not start', { error });
  process.exit(1);
});
