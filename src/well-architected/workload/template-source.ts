/** A template and what is known about its stack. */
export interface TemplateSource {
  /** Name by which other stacks of the app read its outputs. */
  readonly stackName: string;

  /** Construct path of the stack. */
  readonly path: string;

  /** Region, where it is known. */
  readonly region?: string;

  readonly body: Record<string, unknown>;

  /** Construct path of each logical id; the stack's path and the id where it is missing. */
  readonly paths?: ReadonlyMap<string, string>;

  /** File name of the template in the assembly. */
  readonly file?: string;
}
