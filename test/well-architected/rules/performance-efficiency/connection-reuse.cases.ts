import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBCluster, CfnDBInstance, CfnDBParameterGroup, CfnDBProxyTargetGroup } from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { connectionReuse } from '../../../../src/well-architected/rules/performance-efficiency/connection-reuse';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const LOGGED: Record<string, string> = { log_min_duration_statement: '1000' };

const parameterGroup = (stack: Stack, parameters: Record<string, unknown>): string =>
  new CfnDBParameterGroup(stack, 'Parameters', {
    family: 'postgres17',
    description: 'parameters',
    parameters,
  }).ref;

const database =
  (engine: string, parameters: Record<string, unknown>, props: CfnDBInstanceProps = {}): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine, dbParameterGroupName: parameterGroup(stack, parameters), ...props });
  };

/** A security group that allows a function, by a separate or an inline rule. */
function reachedByFunction(stack: Stack, rule: 'beside' | 'within' = 'beside'): string {
  const source = new CfnSecurityGroup(stack, 'FunctionGroup', { groupDescription: 'function' });
  new CfnFunction(stack, 'Function', {
    code: { zipFile: '' },
    role: 'arn',
    vpcConfig: { subnetIds: ['a', 'b'], securityGroupIds: [source.attrGroupId] },
  });
  const from = { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, sourceSecurityGroupId: source.attrGroupId };
  const group = new CfnSecurityGroup(stack, 'DatabaseGroup', {
    groupDescription: 'database',
    securityGroupIngress: rule === 'within' ? [from] : [],
  });
  if (rule === 'beside') new CfnSecurityGroupIngress(stack, 'Rule', { groupId: group.attrGroupId, ...from });
  return group.attrGroupId;
}

const reached =
  (engine: string, rule?: 'beside' | 'within'): Build =>
  (stack) => {
    database(engine, LOGGED, { vpcSecurityGroups: [reachedByFunction(stack, rule)] })(stack);
  };

const proxied =
  (identifier: (stack: Stack) => string): Build =>
  (stack) => {
    reached('postgres')(stack);
    new CfnDBProxyTargetGroup(stack, 'Targets', {
      dbProxyName: 'proxy',
      targetGroupName: 'default',
      dbInstanceIdentifiers: [identifier(stack)],
    });
  };

const own = (stack: Stack): string => (stack.node.findChild('Database') as CfnDBInstance).ref;

export const cases: RuleCases = {
  rule: connectionReuse,
  compliant: {
    'PostgreSQL with a log of slow statements': database('postgres', LOGGED),
    'PostgreSQL that explains slow statements': database('postgres', { 'auto_explain.log_min_duration': 500 }),
    'MySQL with a log of slow statements': database('mysql', { slow_query_log: '1' }),
    'MariaDB with a log of slow statements': database('mariadb', { slow_query_log: 'ON' }),
    'a function before a proxy': proxied(own),
  },
  failing: {
    'the default parameters': {
      build: (stack) => {
        new CfnDBInstance(stack, 'Database', { engine: 'postgres' });
      },
      fails: ['SlowQueryLog'],
    },
    'the default parameters by name': {
      build: (stack) => {
        new CfnDBInstance(stack, 'Database', { engine: 'mysql', dbParameterGroupName: 'default.mysql8.4' });
      },
      fails: ['SlowQueryLog'],
    },
    'parameters without the log': { build: database('postgres', { 'rds.force_ssl': '1' }), fails: ['SlowQueryLog'] },
    'PostgreSQL with the log switched off': {
      build: database('postgres', { log_min_duration_statement: '-1' }),
      fails: ['SlowQueryLog'],
    },
    'MySQL with the log switched off': { build: database('mysql', { slow_query_log: '0' }), fails: ['SlowQueryLog'] },
    'a function at the database': { build: reached('postgres'), fails: ['Proxy'] },
    'a function that the group itself lets in': { build: reached('postgres', 'within'), fails: ['Proxy'] },
    "a function before another database's proxy": {
      build: proxied((stack) => new CfnDBInstance(stack, 'Other', { sourceDbInstanceIdentifier: 'source' }).ref),
      fails: ['Proxy'],
    },
    'a function at a cluster': {
      build: (stack) => {
        new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-mysql', vpcSecurityGroupIds: [reachedByFunction(stack)] });
      },
      fails: ['Proxy'],
    },
  },
  notApplicable: {
    'Oracle, for which there is no proxy': reached('oracle-se2'),
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'aurora-postgresql', dbClusterIdentifier: 'cluster' });
    },
    'a replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { engine: 'postgres', sourceDbInstanceIdentifier: 'source' });
    },
    'a cluster without functions': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql' });
    },
  },
  token: (stack) => {
    const duration = new CfnParameter(stack, 'Duration');
    database('postgres', { log_min_duration_statement: duration.valueAsString })(stack);
    const name = new CfnParameter(stack, 'Name');
    new CfnDBInstance(stack, 'Elsewhere', {
      engine: 'postgres',
      dbParameterGroupName: name.valueAsString,
      vpcSecurityGroups: [reachedByFunction(stack)],
    });
    new CfnDBProxyTargetGroup(stack, 'Targets', {
      dbProxyName: 'proxy',
      targetGroupName: 'default',
      dbInstanceIdentifiers: ['by-name'],
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const group = new CfnDBParameterGroup(stack, 'Parameters', {
        family: 'postgres17',
        description: 'parameters',
        parameters: LOGGED,
      });
      group.addPropertyOverride('Parameters.log_min_duration_statement', '-1');
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', dbParameterGroupName: group.ref });
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBParameterGroup')) {
        delete properties.Parameters.log_min_duration_statement;
      }
    },
  },
};
