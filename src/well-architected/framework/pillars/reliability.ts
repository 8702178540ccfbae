import { Pillar } from '../pillar';
import { question } from '../practice';
import type { PillarDefinition } from '../practice';

export const RELIABILITY: PillarDefinition = {
  id: Pillar.RELIABILITY,
  name: 'Reliability',
  lensId: 'reliability',
  questions: [
    question('REL01', 'How do you manage Service Quotas and constraints?', 'rel_manage_service_limits_', [
      ['REL01-BP01', 'aware_quotas_and_constraints', 'Aware of service quotas and constraints'],
      ['REL01-BP02', 'limits_considered', 'Manage service quotas across accounts and regions'],
      ['REL01-BP03', 'aware_fixed_limits', 'Accommodate fixed service quotas and constraints through architecture'],
      ['REL01-BP04', 'monitor_manage_limits', 'Monitor and manage quotas'],
      ['REL01-BP05', 'automated_monitor_limits', 'Automate quota management'],
      [
        'REL01-BP06',
        'suff_buffer_limits',
        'Ensure that a sufficient gap exists between the current quotas and the maximum usage to accommodate failover',
        'MEDIUM',
      ],
    ]),
    question('REL02', 'How do you plan your network topology?', 'rel_planning_network_topology_', [
      [
        'REL02-BP01',
        'ha_conn_users',
        'Use highly available network connectivity for your workload public endpoints',
        'HIGH',
      ],
      [
        'REL02-BP02',
        'ha_conn_private_networks',
        'Provision redundant connectivity between private networks in the cloud and on-premises environments',
      ],
      [
        'REL02-BP03',
        'ip_subnet_allocation',
        'Ensure IP subnet allocation accounts for expansion and availability',
        'MEDIUM',
      ],
      ['REL02-BP04', 'prefer_hub_and_spoke', 'Prefer hub-and-spoke topologies over many-to-many mesh'],
      [
        'REL02-BP05',
        'non_overlap_ip',
        'Enforce non-overlapping private IP address ranges in all private address spaces where they are connected',
      ],
    ]),
    question('REL03', 'How do you design your workload service architecture?', 'rel_service_architecture_', [
      ['REL03-BP01', 'monolith_soa_microservice', 'Choose how to segment your workload'],
      ['REL03-BP02', 'business_domains', 'Build services focused on specific business domains and functionality'],
      ['REL03-BP03', 'api_contracts', 'Provide service contracts per API'],
    ]),
    question(
      'REL04',
      'How do you design interactions in a distributed system to prevent failures?',
      'rel_prevent_interaction_failure_',
      [
        ['REL04-BP01', 'identify', 'Identify the kind of distributed systems you depend on'],
        ['REL04-BP02', 'loosely_coupled_system', 'Implement loosely coupled dependencies', 'HIGH'],
        ['REL04-BP03', 'constant_work', 'Do constant work'],
        ['REL04-BP04', 'idempotent', 'Make mutating operations idempotent', 'MEDIUM'],
      ],
    ),
    question(
      'REL05',
      'How do you design interactions in a distributed system to mitigate or withstand failures?',
      'rel_mitigate_interaction_failure_',
      [
        [
          'REL05-BP01',
          'graceful_degradation',
          'Implement graceful degradation to transform applicable hard dependencies into soft dependencies',
        ],
        ['REL05-BP02', 'throttle_requests', 'Throttle requests', 'HIGH'],
        ['REL05-BP03', 'limit_retries', 'Control and limit retry calls', 'HIGH'],
        ['REL05-BP04', 'fail_fast', 'Fail fast and limit queues', 'HIGH'],
        ['REL05-BP05', 'client_timeouts', 'Set client timeouts', 'HIGH'],
        ['REL05-BP06', 'stateless', 'Make systems stateless where possible', 'MEDIUM'],
        ['REL05-BP07', 'emergency_levers', 'Implement emergency levers'],
      ],
    ),
    question('REL06', 'How do you monitor workload resources?', 'rel_monitor_aws_resources_', [
      ['REL06-BP01', 'monitor_resources', 'Monitor all components for the workload (Generation)', 'HIGH'],
      ['REL06-BP02', 'notification_aggregation', 'Define and calculate metrics (Aggregation)'],
      ['REL06-BP03', 'notification_monitor', 'Send notifications (Real-time processing and alarming)', 'HIGH'],
      ['REL06-BP04', 'automate_response_monitor', 'Automate responses (Real-time processing and alarming)'],
      ['REL06-BP05', 'storage_analytics', 'Analyze logs', 'MEDIUM'],
      ['REL06-BP06', 'review_monitoring', 'Regularly review monitoring scope and metrics'],
      ['REL06-BP07', 'end_to_end', 'Monitor end-to-end tracing of requests through your system', 'MEDIUM'],
    ]),
    question('REL07', 'How do you design your workload to adapt to changes in demand?', 'rel_adapt_to_changes_', [
      ['REL07-BP01', 'autoscale_adapt', 'Use automation when obtaining or scaling resources', 'HIGH'],
      ['REL07-BP02', 'reactive_adapt_auto', 'Obtain resources upon detection of impairment to a workload'],
      [
        'REL07-BP03',
        'proactive_adapt_auto',
        'Obtain resources upon detection that more resources are needed for a workload',
      ],
      ['REL07-BP04', 'load_tested_adapt', 'Load test your workload'],
    ]),
    question('REL08', 'How do you implement change?', 'rel_tracking_change_management_', [
      ['REL08-BP01', 'planned_changemgmt', 'Use runbooks for standard activities such as deployment'],
      ['REL08-BP02', 'functional_testing', 'Integrate functional testing as part of your deployment'],
      ['REL08-BP03', 'resiliency_testing', 'Integrate resiliency testing as part of your deployment'],
      ['REL08-BP04', 'immutable_infrastructure', 'Deploy using immutable infrastructure'],
      ['REL08-BP05', 'automated_changemgmt', 'Deploy changes with automation', 'MEDIUM'],
    ]),
    question('REL09', 'How do you back up data?', 'rel_backing_up_data_', [
      [
        'REL09-BP01',
        'identified_backups_data',
        'Identify and back up all data that needs to be backed up, or reproduce the data from sources',
        'HIGH',
      ],
      ['REL09-BP02', 'secured_backups_data', 'Secure and encrypt backups', 'HIGH'],
      ['REL09-BP03', 'automated_backups_data', 'Perform data backup automatically', 'MEDIUM'],
      [
        'REL09-BP04',
        'periodic_recovery_testing_data',
        'Perform periodic recovery of the data to verify backup integrity and processes',
      ],
    ]),
    question('REL10', 'How do you use fault isolation to protect your workload?', 'rel_fault_isolation_', [
      ['REL10-BP01', 'multiaz_region_system', 'Deploy the workload to multiple locations', 'HIGH'],
      ['REL10-BP02', 'single_az_system', 'Automate recovery for components constrained to a single location'],
      ['REL10-BP03', 'use_bulkhead', 'Use bulkhead architectures to limit scope of impact'],
    ]),
    question(
      'REL11',
      'How do you design your workload to withstand component failures?',
      'rel_withstand_component_failures_',
      [
        ['REL11-BP01', 'monitoring_health', 'Monitor all components of the workload to detect failures', 'HIGH'],
        ['REL11-BP02', 'failover2good', 'Fail over to healthy resources', 'HIGH'],
        ['REL11-BP03', 'auto_healing_system', 'Automate healing on all layers', 'HIGH'],
        ['REL11-BP04', 'avoid_control_plane', 'Rely on the data plane and not the control plane during recovery'],
        ['REL11-BP05', 'static_stability', 'Use static stability to prevent bimodal behavior', 'HIGH'],
        ['REL11-BP06', 'notifications_sent_system', 'Send notifications when events impact availability', 'MEDIUM'],
        [
          'REL11-BP07',
          'service_level_agreements',
          'Architect your product to meet availability targets and uptime service level agreements (SLAs)',
        ],
      ],
    ),
    question('REL12', 'How do you test reliability?', 'rel_testing_resiliency_', [
      ['REL12-BP01', 'playbook_resiliency', 'Use playbooks to investigate failures', 'HIGH'],
      ['REL12-BP02', 'rca_resiliency', 'Perform post-incident analysis'],
      ['REL12-BP03', 'test_non_functional', 'Test scalability and performance requirements'],
      ['REL12-BP04', 'failure_injection_resiliency', 'Test resiliency using chaos engineering'],
      ['REL12-BP05', 'game_days_resiliency', 'Conduct game days regularly'],
    ]),
    question('REL13', 'How do you plan for disaster recovery (DR)?', 'rel_planning_for_recovery_', [
      ['REL13-BP01', 'objective_defined_recovery', 'Define recovery objectives for downtime and data loss'],
      ['REL13-BP02', 'disaster_recovery', 'Use defined recovery strategies to meet the recovery objectives', 'HIGH'],
      ['REL13-BP03', 'dr_tested', 'Test disaster recovery implementation to validate the implementation'],
      ['REL13-BP04', 'config_drift', 'Manage configuration drift at the DR site or Region'],
      ['REL13-BP05', 'auto_recovery', 'Automate recovery'],
    ]),
  ],
};
