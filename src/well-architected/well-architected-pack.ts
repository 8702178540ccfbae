import type { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
// The root of cdk-nag loads every pack; only this module is needed.
import { NagPack } from 'cdk-nag/lib/nag-pack';
import type { IConstruct } from 'constructs';
import { Assessment } from './assessment';
import { PACK } from './engine/finding-id';
import { CATALOGUE } from './rules/catalogue';
import { ruleId } from './rules/support/rule';
import type { WellArchitectedChecksProps } from './well-architected-options';

/** The rules as a pack of cdk-nag. It is not part of the public API, so that only JavaScript needs cdk-nag. */
export class WellArchitectedPack extends NagPack {
  public readonly name: string = PACK;

  public readonly ruleIds: string[] = CATALOGUE.map(ruleId);

  private readonly assessment: Assessment;

  constructor(
    scope: IConstruct,
    private readonly props: WellArchitectedChecksProps,
  ) {
    super();
    this.packName = PACK;
    this.assessment = Assessment.of(scope);
    this.assessment.add(props);
  }

  /** Assesses the app after its templates are written, and writes the report. */
  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.assessment.validate(this, context);
  }

  /** Assesses the resources below a construct now, without a synth and without a report. */
  public override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.assessment.validateScope(scope, this.props);
  }

  /** Does nothing: a rule checks the whole architecture, not a single resource. */
  protected checkResource(_node: CfnResource): void {
    // Everything happens in `validate`.
  }
}
