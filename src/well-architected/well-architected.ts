import type { IConstruct } from 'constructs';
import { ScopedChecks } from './scoped-checks';

/** Whether the checks run, and what a finding does. */
export class WellArchitected {
  /** A finding of level error fails the synth. */
  public static enforce(): WellArchitected {
    return new WellArchitected((scope) => ScopedChecks.attach(scope, true));
  }

  /** Findings are listed as warnings in the validation report; the synth goes on. */
  public static warn(): WellArchitected {
    return new WellArchitected((scope) => ScopedChecks.attach(scope, false));
  }

  /** Nothing is checked. */
  public static off(): WellArchitected {
    return new WellArchitected(() => undefined);
  }

  private constructor(private readonly attachTo: (scope: IConstruct) => void) {}

  /** @internal */
  public _attach(scope: IConstruct): void {
    this.attachTo(scope);
  }
}
