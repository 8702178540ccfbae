import type { CfnResource, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
// The package's root loads every pack of cdk-nag; this is all that is needed.
import { NagPack } from 'cdk-nag/lib/nag-pack';
import type { IConstruct } from 'constructs';
import { PACK } from './engine/finding-id';
import { Judge } from './judge';
import { CATALOGUE } from './rules/catalogue';
import { ruleId } from './rules/support/rule';
import type { WellArchitectedChecksProps } from './well-architected-options';

/** The rules as a pack of cdk-nag. It is no part of the public API, so that no language but JavaScript needs cdk-nag. */
export class WellArchitectedPack extends NagPack {
  public readonly name: string = PACK;

  public readonly ruleIds: string[] = CATALOGUE.map(ruleId);

  private readonly judge: Judge;

  constructor(
    scope: IConstruct,
    private readonly props: WellArchitectedChecksProps,
  ) {
    super();
    this.packName = PACK;
    this.judge = Judge.of(scope);
    this.judge.add(props);
  }

  /** Judges the app after its templates are written, and writes the report. */
  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.judge.validate(this, context);
  }

  /** Judges what stands below a construct now, without a synth and without a report. */
  public override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return this.judge.validateScope(scope, this.props);
  }

  /** Does nothing: a rule looks at the whole architecture, not at one resource. */
  protected checkResource(_node: CfnResource): void {
    // Everything happens in `validate`.
  }
}
