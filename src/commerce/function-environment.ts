import { RESERVED_VARIABLES } from '../contract/variables';
import { requireUnreservedName } from '../core/environment';
import { invalid } from '../core/validation';

/** Variables that Lambda sets itself (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
const RESERVED = new RegExp(
  [
    '^AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$',
    '^AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_VERSION|FUNCTION_MEMORY_SIZE|INITIALIZATION_TYPE)$',
    '^AWS_LAMBDA_(LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)$',
    '^LAMBDA_(TASK_ROOT|RUNTIME_DIR)$',
  ].join('|'),
);

/**
 * Validates the names of environment variables: valid for Lambda, and set neither by Lambda nor by the architecture.
 *
 * @param prop - the option that holds the variables, such as `commerce.environment`
 * @param environment - as the user wrote it
 */
export function requireEnvironment(prop: string, environment: { [name: string]: string } | undefined): void {
  for (const name of Object.keys(environment ?? {})) {
    requireUnreservedName(prop, name, RESERVED_VARIABLES);
    if (!/^[A-Za-z][A-Za-z0-9_]+$/.test(name) || RESERVED.test(name)) {
      invalid({
        prop,
        expected: 'variables of letters, digits and underscores that begin with a letter and that Lambda does not set',
        got: name,
        fix: 'rename the variable',
      });
    }
  }
}
