import { hasDefaultParameters, parameterValues } from './databases';
import { found, assess, verify } from './finding';
import type { Finding } from './finding';
import { versionOf } from './versions';
import type { Resource } from '../../workload/resource';
import { isRecord, isTrue } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Parameter that makes a database refuse plain text, and the version since which it is set by default. */
interface TlsParameter {
  readonly engine: RegExp;
  readonly parameter: string;
  readonly since?: string;
}

const PARAMETERS: readonly TlsParameter[] = [
  { engine: /^postgres$/, parameter: 'rds.force_ssl', since: '15' },
  { engine: /^aurora-postgresql$/, parameter: 'rds.force_ssl', since: '17' },
  { engine: /^sqlserver-/, parameter: 'rds.force_ssl' },
  { engine: /^(aurora-)?mysql$/, parameter: 'require_secure_transport' },
  { engine: /^mariadb$/, parameter: 'require_secure_transport', since: '11.8' },
];

const GROUPS: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'DBParameterGroupName',
  'AWS::RDS::DBCluster': 'DBClusterParameterGroupName',
};

export function databaseFindings(workload: Workload): Finding[] {
  return Object.entries(GROUPS).flatMap(([type, property]) =>
    workload
      .ofType(type)
      .filter((database) => database.raw('DBClusterIdentifier') === undefined || type === 'AWS::RDS::DBCluster')
      .flatMap((database) =>
        /^(custom-)?oracle-/.test(engineOf(database))
          ? [oracleFinding(workload, database)]
          : PARAMETERS.filter(({ engine }) => engine.test(engineOf(database))).map((tls) =>
              parameterFinding(workload, database, property, tls),
            ),
      ),
  );
}

function engineOf(database: Resource): string {
  return String(database.get('Engine') ?? '').toLowerCase();
}

function parameterFinding(
  workload: Workload,
  database: Resource,
  property: string,
  { parameter, since }: TlsParameter,
): Finding {
  const values = valuesIn(workload, database, property, parameter);
  return assess(
    database,
    `Properties.${property}`,
    values.map((possible) => (possible.known && possible.value === undefined ? byDefault(database, since) : possible)),
    {
      expected: `${parameter}: 1`,
      holds: (value) => /^(1|on|true)$/i.test(String(value)),
      item: parameter,
    },
  );
}

/** Returns the values of a parameter in the parameter group; undefined where the group or the parameter is absent. */
function valuesIn(workload: Workload, database: Resource, property: string, parameter: string): Possible[] {
  const name = database.raw(property);
  if (hasDefaultParameters(database, property)) return [{ known: true, value: undefined }];
  const group = workload.follow(database, name);
  return group ? parameterValues(group, parameter) : [{ known: false, value: name }];
}

function byDefault(database: Resource, since: string | undefined): Possible {
  if (since === undefined) return { known: true, value: '0' };
  const version = database.get('EngineVersion');
  return version === undefined
    ? { known: false, value: 'the default of its version' }
    : { known: true, value: versionOf(String(version)) >= versionOf(since) ? '1' : '0' };
}

/**
 * Oracle cannot refuse plain text. A listener for TLS, or native network encryption, is the best that can be required.
 */
function oracleFinding(workload: Workload, database: Resource): Finding {
  const group = workload.follow(database, database.raw('OptionGroupName'));
  const isUnclear = database.raw('OptionGroupName') !== undefined && group === undefined;
  const offers =
    group
      ?.list('OptionConfigurations')
      .some((option) => isRecord(option) && /^(SSL|NATIVE_NETWORK_ENCRYPTION)$/.test(String(option.OptionName))) ??
    false;
  const options = { property: 'Properties.OptionGroupName', item: 'SSL', level: 'warning' as const };
  return found(
    database,
    isUnclear ? 'undetermined' : offers,
    'the option SSL or NATIVE_NETWORK_ENCRYPTION',
    offers ? 'offered' : 'not offered',
    options,
  );
}

export function proxyFinding(proxy: Resource): Finding {
  return verify(proxy, 'RequireTLS', { expected: 'true', holds: isTrue });
}

/** Members of a global datastore have the setting of the primary. */
export function cacheFindings(cache: Resource): Finding[] {
  if (cache.raw('GlobalReplicationGroupId') !== undefined) return [];
  const enabled = verify(cache, 'TransitEncryptionEnabled', {
    expected: 'true',
    holds: isTrue,
    item: 'TransitEncryptionEnabled',
  });
  if (cache.raw('TransitEncryptionMode') === undefined) return [enabled];
  return [
    enabled,
    verify(cache, 'TransitEncryptionMode', {
      expected: 'required',
      holds: (mode) => mode === 'required',
      item: 'TransitEncryptionMode',
      level: 'warning',
    }),
  ];
}

/** A warning, because mail to providers without TLS then bounces, which is a choice. */
export function mailFinding(configuration: Resource): Finding {
  return verify(configuration, 'DeliveryOptions.TlsPolicy', {
    expected: 'REQUIRE',
    holds: (policy) => policy === 'REQUIRE',
    level: 'warning',
  });
}
