import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { DatabaseProps } from './database-settings';
import type { EngineSpec } from './engine-spec';
import { acknowledgeInlinePolicy } from '../core/acknowledge';
import { LIFETIMES } from '../core/lifetimes';
import { physicalName } from '../core/naming';

/** The rest is for migrations and operators, who sign in to the instance itself. */
const SHARE_OF_CONNECTIONS = 90;

/** The database behind a proxy. */
export interface ProxyTarget {
  readonly instance: rds.IDatabaseInstance;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly spec: EngineSpec;
  readonly applicationUser: string;
}

/**
 * Creates a proxy that accepts IAM tokens from clients and signs in to the instance by IAM, so that no password is
 * used.
 *
 * @param scope - the parent of the proxy's resources; its path is part of the proxy's name
 * @param target - the proxy gets permission to sign in as its application user
 * @param props - network, key and profile of the room
 */
export function createProxy(scope: Construct, target: ProxyTarget, props: DatabaseProps): rds.DatabaseProxy {
  const { instance, spec } = target;
  const { vpc, dataSubnets: vpcSubnets } = props.network;
  const { logRetention, dataRemovalPolicy } = LIFETIMES[props.profile];
  const dbProxyName = physicalName(scope, 'shop-proxy', 60);
  const logGroup = new LogGroup(scope, 'LogProxy', {
    logGroupName: `/aws/rds/proxy/${dbProxyName}`,
    encryptionKey: props.encryptionKey,
    retention: logRetention,
    removalPolicy: dataRemovalPolicy,
  });
  const role = new Role(scope, 'ProxyRole', { assumedBy: new ServicePrincipal('rds.amazonaws.com') });
  const proxy = new rds.DatabaseProxy(scope, 'Proxy', {
    // With a literal port instead of the instance's attribute, the security group rules contain the number.
    proxyTarget: rds.ProxyTarget.fromInstance(
      rds.DatabaseInstance.fromDatabaseInstanceAttributes(scope, 'ProxyTarget', {
        instanceIdentifier: instance.instanceIdentifier,
        instanceEndpointAddress: instance.dbInstanceEndpointAddress,
        port: spec.port,
        securityGroups: [target.securityGroup],
        engine: spec.instanceEngine,
      }),
    ),
    dbProxyName,
    role,
    vpc,
    vpcSubnets,
    securityGroups: [
      new ec2.SecurityGroup(scope, 'ProxySecurityGroup', {
        vpc,
        description: 'Proxy: from servers and functions, to the database',
        allowAllOutbound: false,
      }),
    ],
    defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH,
    requireTLS: true,
    maxConnectionsPercent: SHARE_OF_CONNECTIONS,
  });
  proxy.node.addDependency(logGroup);
  // The L2 does not grant this, and without it every connection fails at run time.
  instance.grantConnect(role, target.applicationUser);
  acknowledgeInlinePolicy(role);
  return proxy;
}
