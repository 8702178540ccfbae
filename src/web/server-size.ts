import { InstanceArchitecture, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { invalid, isConcrete } from '../core/validation';

/**
 * The highest number of types in an Auto Scaling group
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html).
 */
const MAX_TYPES = 40;

/** Sustained network bandwidth in Gbit/s: https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html */
const NETWORK_BASELINE: Readonly<Record<string, number>> = {
  't4g.micro': 0.064,
  't4g.small': 0.128,
  'm6g.large': 0.75,
  'm7g.large': 0.937,
  'm8g.large': 0.937,
  'm6g.xlarge': 1.25,
  'm7g.xlarge': 1.876,
  'm8g.xlarge': 1.876,
};

/** Bandwidth for types that are not in the table: that of the smallest server for production. */
const UNKNOWN_BASELINE = 0.75;

/**
 * The size of a web server, as a list of instance types in order of preference.
 *
 * With several types a server can start when a zone has no capacity for the first one. All types have the same
 * processor architecture, because they share one machine image. The predefined sizes are Graviton (ARM64), which costs
 * less and uses less energy for the same work.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   web: { serverSize: ServerSize.XLARGE },
 * });
 */
export class ServerSize {
  /**
   * 2 burstable processors, 1 GiB (t4g.micro, otherwise t4g.small): for development. Under steady load a burstable
   * server runs out of processor credits, so the construct warns in production.
   */
  public static readonly MICRO = ServerSize.of(new InstanceType('t4g.micro'), new InstanceType('t4g.small'));

  /** 2 processors, 8 GiB (m7g.large, otherwise m6g.large): the default, with steady performance for a new shop. */
  public static readonly LARGE = ServerSize.of(new InstanceType('m7g.large'), new InstanceType('m6g.large'));

  /** 4 processors, 16 GiB (m7g.xlarge, otherwise m6g.xlarge): for compute-intensive pages, or for fewer servers. */
  public static readonly XLARGE = ServerSize.of(new InstanceType('m7g.xlarge'), new InstanceType('m6g.xlarge'));

  /**
   * Returns a size of any instance types, in order of preference. The Region must offer all types, because Auto Scaling
   * refuses a type that it does not offer.
   *
   * @param types 1 to 40 different types of one processor architecture, ARM64 or x86-64
   * @throws an error when there is no type, a type is repeated, or the architectures differ
   */
  public static of(...types: InstanceType[]): ServerSize {
    const names = types.map((type) => type.toString());
    if (types.length === 0 || types.length > MAX_TYPES) {
      invalid({
        prop: 'web.serverSize',
        expected: `1 to ${MAX_TYPES} instance types`,
        got: types.length,
        fix: "write ServerSize.of(new ec2.InstanceType('m7g.large'))",
      });
    }
    if (new Set(names).size < names.length) {
      invalid({
        prop: 'web.serverSize',
        expected: 'a list of different instance types',
        got: names.join(', '),
        fix: 'give each type once',
      });
    }
    const known = types.filter((type) => isConcrete(type.toString()));
    if (new Set(known.map((type) => type.architecture)).size > 1) {
      const got = known.map((type) => `${type.toString()} (${type.architecture})`).join(', ');
      invalid({
        prop: 'web.serverSize',
        expected: 'instance types of one processor architecture',
        got,
        fix: 'keep either the ARM64 or the x86-64 types, because they share one machine image',
      });
    }
    return new ServerSize(types, known);
  }

  /** The instance types, the preferred one first. */
  public readonly instanceTypes: InstanceType[];

  private constructor(
    types: InstanceType[],
    private readonly known: InstanceType[],
  ) {
    this.instanceTypes = types;
  }

  /** The processor architecture of all types, which decides the machine image. Tokens count as ARM64. */
  public get architecture(): InstanceArchitecture {
    return this.known[0]?.architecture ?? InstanceArchitecture.ARM_64;
  }

  /** @internal */
  public get _burstable(): boolean {
    return this.known.some((type) => type.isBurstable());
  }

  /**
   * The smallest sustained bandwidth of the types, in bytes a minute, which is the unit of CloudWatch's metric.
   * @internal
   */
  public get _networkBytesPerMinute(): number {
    const gigabits = Math.min(
      ...this.instanceTypes.map((type) => NETWORK_BASELINE[type.toString()] ?? UNKNOWN_BASELINE),
    );
    return Math.round(((gigabits * 1e9) / 8) * 60);
  }
}
