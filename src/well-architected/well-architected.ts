import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Assessment } from './assessment';
import { WellArchitectedChecks } from './well-architected-checks';
import type { WellArchitectedOptions } from './well-architected-options';
import type { Profile } from '../core/profile';

/**
 * Level of enforcement of the Well-Architected checks of a shop.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   wellArchitected: WellArchitected.enforce({ requiredTags: ['Application', 'Environment', 'CostCenter'] }),
 * });
 */
export class WellArchitected {
  /**
   * Fails the synth on findings of the levels fatal and error.
   *
   * @param options pillars, limits and formats of the report
   */
  public static enforce(options: WellArchitectedOptions = {}): WellArchitected {
    return new WellArchitected({ ...options, enforced: true });
  }

  /**
   * Lists findings as warnings and writes the report. The synth continues.
   *
   * @param options pillars, limits and formats of the report
   */
  public static warn(options: WellArchitectedOptions = {}): WellArchitected {
    return new WellArchitected({ ...options, enforced: false });
  }

  /** Assesses nothing and writes no report. */
  public static off(): WellArchitected {
    return new WellArchitected();
  }

  private constructor(private readonly options?: WellArchitectedOptions & { readonly enforced: boolean }) {}

  /**
   * Adds a shop to the assessment of its app.
   *
   * @param scopes - constructs of the shop; the path of the first one names the workload in the report
   *
   * @internal
   */
  public _attach(scopes: IConstruct[], profile: Profile): void {
    if (!this.options) return;
    const root = { profile, ...this.options, scopes };
    const assessment = Assessment.of(scopes[0]);
    if (assessment.attached) {
      assessment.add(root);
    } else {
      assessment.attached = true;
      Validations.of(assessment.host).addPlugins(new WellArchitectedChecks(scopes[0], root));
    }
  }
}
