/** A template and what is known about its stack. */
export interface TemplateSource {
  /** The name that other stacks of the app read its outputs by. */
  readonly stackName: string;

  /** The construct path of the stack. */
  readonly path: string;

  /** The Region, where it is known. */
  readonly region?: string;

  readonly body: Record<string, unknown>;

  /** The construct path of each logical id; the stack's own path and the id where it is not given. */
  readonly paths?: ReadonlyMap<string, string>;

  /** Where the template lies in the assembly. */
  readonly file?: string;
}
