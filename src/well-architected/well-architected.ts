import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Judge } from './judge';
import { WellArchitectedChecks } from './well-architected-checks';
import type { WellArchitectedOptions } from './well-architected-options';
import type { Profile } from '../core/profile';

/**
 * Whether a shop is held to the Well-Architected Framework, and what a finding does.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   wellArchitected: WellArchitected.enforce({ requiredTags: ['Application', 'Environment', 'CostCenter'] }),
 * });
 */
export class WellArchitected {
  /**
   * A finding of the levels fatal and error fails the synth.
   *
   * @param options what is judged, by which numbers, and in which forms the report is written
   */
  public static enforce(options: WellArchitectedOptions = {}): WellArchitected {
    return new WellArchitected({ ...options, enforced: true });
  }

  /**
   * Findings are listed as warnings, and the report is written; the synth goes on.
   *
   * @param options what is judged, by which numbers, and in which forms the report is written
   */
  public static warn(options: WellArchitectedOptions = {}): WellArchitected {
    return new WellArchitected({ ...options, enforced: false });
  }

  /** Nothing is judged, and no report is written. */
  public static off(): WellArchitected {
    return new WellArchitected();
  }

  private constructor(private readonly options?: WellArchitectedOptions & { readonly enforced: boolean }) {}

  /**
   * @param scopes what belongs to the shop; the first one gives it its name in the report
   *
   * @internal
   */
  public _attach(scopes: IConstruct[], profile: Profile): void {
    if (!this.options) return;
    const root = { profile, ...this.options, scopes };
    const judge = Judge.of(scopes[0]);
    if (judge.attached) {
      judge.add(root);
    } else {
      judge.attached = true;
      Validations.of(judge.host).addPlugins(new WellArchitectedChecks(scopes[0], root));
    }
  }
}
