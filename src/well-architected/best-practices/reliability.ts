import type { Pillar } from './framework';

export const RELIABILITY: Pillar = {
  id: 'REL',
  name: 'Reliability',
  lensId: 'reliability',
  questions: [
    {
      id: 'REL01',
      title: 'How do you manage Service Quotas and constraints?',
      bestPractices: [
        {
          id: 'REL01-BP01',
          page: 'rel_manage_service_limits_aware_quotas_and_constraints',
          title: 'Aware of service quotas and constraints',
        },
        {
          id: 'REL01-BP02',
          page: 'rel_manage_service_limits_limits_considered',
          title: 'Manage service quotas across accounts and regions',
        },
        {
          id: 'REL01-BP03',
          page: 'rel_manage_service_limits_aware_fixed_limits',
          title: 'Accommodate fixed service quotas and constraints through architecture',
        },
        {
          id: 'REL01-BP04',
          page: 'rel_manage_service_limits_monitor_manage_limits',
          title: 'Monitor and manage quotas',
        },
        {
          id: 'REL01-BP05',
          page: 'rel_manage_service_limits_automated_monitor_limits',
          title: 'Automate quota management',
        },
        {
          id: 'REL01-BP06',
          page: 'rel_manage_service_limits_suff_buffer_limits',
          title:
            'Ensure that a sufficient gap exists between the current quotas and the maximum usage to accommodate failover',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'REL02',
      title: 'How do you plan your network topology?',
      bestPractices: [
        {
          id: 'REL02-BP01',
          page: 'rel_planning_network_topology_ha_conn_users',
          title: 'Use highly available network connectivity for your workload public endpoints',
          risk: 'HIGH',
        },
        {
          id: 'REL02-BP02',
          page: 'rel_planning_network_topology_ha_conn_private_networks',
          title: 'Provision redundant connectivity between private networks in the cloud and on-premises environments',
        },
        {
          id: 'REL02-BP03',
          page: 'rel_planning_network_topology_ip_subnet_allocation',
          title: 'Ensure IP subnet allocation accounts for expansion and availability',
          risk: 'MEDIUM',
        },
        {
          id: 'REL02-BP04',
          page: 'rel_planning_network_topology_prefer_hub_and_spoke',
          title: 'Prefer hub-and-spoke topologies over many-to-many mesh',
        },
        {
          id: 'REL02-BP05',
          page: 'rel_planning_network_topology_non_overlap_ip',
          title:
            'Enforce non-overlapping private IP address ranges in all private address spaces where they are connected',
        },
      ],
    },
    {
      id: 'REL03',
      title: 'How do you design your workload service architecture?',
      bestPractices: [
        {
          id: 'REL03-BP01',
          page: 'rel_service_architecture_monolith_soa_microservice',
          title: 'Choose how to segment your workload',
        },
        {
          id: 'REL03-BP02',
          page: 'rel_service_architecture_business_domains',
          title: 'Build services focused on specific business domains and functionality',
        },
        {
          id: 'REL03-BP03',
          page: 'rel_service_architecture_api_contracts',
          title: 'Provide service contracts per API',
        },
      ],
    },
    {
      id: 'REL04',
      title: 'How do you design interactions in a distributed system to prevent failures?',
      bestPractices: [
        {
          id: 'REL04-BP01',
          page: 'rel_prevent_interaction_failure_identify',
          title: 'Identify the kind of distributed systems you depend on',
        },
        {
          id: 'REL04-BP02',
          page: 'rel_prevent_interaction_failure_loosely_coupled_system',
          title: 'Implement loosely coupled dependencies',
          risk: 'HIGH',
        },
        { id: 'REL04-BP03', page: 'rel_prevent_interaction_failure_constant_work', title: 'Do constant work' },
        {
          id: 'REL04-BP04',
          page: 'rel_prevent_interaction_failure_idempotent',
          title: 'Make mutating operations idempotent',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'REL05',
      title: 'How do you design interactions in a distributed system to mitigate or withstand failures?',
      bestPractices: [
        {
          id: 'REL05-BP01',
          page: 'rel_mitigate_interaction_failure_graceful_degradation',
          title: 'Implement graceful degradation to transform applicable hard dependencies into soft dependencies',
        },
        {
          id: 'REL05-BP02',
          page: 'rel_mitigate_interaction_failure_throttle_requests',
          title: 'Throttle requests',
          risk: 'HIGH',
        },
        {
          id: 'REL05-BP03',
          page: 'rel_mitigate_interaction_failure_limit_retries',
          title: 'Control and limit retry calls',
          risk: 'HIGH',
        },
        {
          id: 'REL05-BP04',
          page: 'rel_mitigate_interaction_failure_fail_fast',
          title: 'Fail fast and limit queues',
          risk: 'HIGH',
        },
        {
          id: 'REL05-BP05',
          page: 'rel_mitigate_interaction_failure_client_timeouts',
          title: 'Set client timeouts',
          risk: 'HIGH',
        },
        {
          id: 'REL05-BP06',
          page: 'rel_mitigate_interaction_failure_stateless',
          title: 'Make systems stateless where possible',
          risk: 'MEDIUM',
        },
        {
          id: 'REL05-BP07',
          page: 'rel_mitigate_interaction_failure_emergency_levers',
          title: 'Implement emergency levers',
        },
      ],
    },
    {
      id: 'REL06',
      title: 'How do you monitor workload resources?',
      bestPractices: [
        {
          id: 'REL06-BP01',
          page: 'rel_monitor_aws_resources_monitor_resources',
          title: 'Monitor all components for the workload (Generation)',
          risk: 'HIGH',
        },
        {
          id: 'REL06-BP02',
          page: 'rel_monitor_aws_resources_notification_aggregation',
          title: 'Define and calculate metrics (Aggregation)',
        },
        {
          id: 'REL06-BP03',
          page: 'rel_monitor_aws_resources_notification_monitor',
          title: 'Send notifications (Real-time processing and alarming)',
          risk: 'HIGH',
        },
        {
          id: 'REL06-BP04',
          page: 'rel_monitor_aws_resources_automate_response_monitor',
          title: 'Automate responses (Real-time processing and alarming)',
        },
        {
          id: 'REL06-BP05',
          page: 'rel_monitor_aws_resources_storage_analytics',
          title: 'Analyze logs',
          risk: 'MEDIUM',
        },
        {
          id: 'REL06-BP06',
          page: 'rel_monitor_aws_resources_review_monitoring',
          title: 'Regularly review monitoring scope and metrics',
        },
        {
          id: 'REL06-BP07',
          page: 'rel_monitor_aws_resources_end_to_end',
          title: 'Monitor end-to-end tracing of requests through your system',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'REL07',
      title: 'How do you design your workload to adapt to changes in demand?',
      bestPractices: [
        {
          id: 'REL07-BP01',
          page: 'rel_adapt_to_changes_autoscale_adapt',
          title: 'Use automation when obtaining or scaling resources',
          risk: 'HIGH',
        },
        {
          id: 'REL07-BP02',
          page: 'rel_adapt_to_changes_reactive_adapt_auto',
          title: 'Obtain resources upon detection of impairment to a workload',
        },
        {
          id: 'REL07-BP03',
          page: 'rel_adapt_to_changes_proactive_adapt_auto',
          title: 'Obtain resources upon detection that more resources are needed for a workload',
        },
        { id: 'REL07-BP04', page: 'rel_adapt_to_changes_load_tested_adapt', title: 'Load test your workload' },
      ],
    },
    {
      id: 'REL08',
      title: 'How do you implement change?',
      bestPractices: [
        {
          id: 'REL08-BP01',
          page: 'rel_tracking_change_management_planned_changemgmt',
          title: 'Use runbooks for standard activities such as deployment',
        },
        {
          id: 'REL08-BP02',
          page: 'rel_tracking_change_management_functional_testing',
          title: 'Integrate functional testing as part of your deployment',
        },
        {
          id: 'REL08-BP03',
          page: 'rel_tracking_change_management_resiliency_testing',
          title: 'Integrate resiliency testing as part of your deployment',
        },
        {
          id: 'REL08-BP04',
          page: 'rel_tracking_change_management_immutable_infrastructure',
          title: 'Deploy using immutable infrastructure',
        },
        {
          id: 'REL08-BP05',
          page: 'rel_tracking_change_management_automated_changemgmt',
          title: 'Deploy changes with automation',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'REL09',
      title: 'How do you back up data?',
      bestPractices: [
        {
          id: 'REL09-BP01',
          page: 'rel_backing_up_data_identified_backups_data',
          title: 'Identify and back up all data that needs to be backed up, or reproduce the data from sources',
          risk: 'HIGH',
        },
        {
          id: 'REL09-BP02',
          page: 'rel_backing_up_data_secured_backups_data',
          title: 'Secure and encrypt backups',
          risk: 'HIGH',
        },
        {
          id: 'REL09-BP03',
          page: 'rel_backing_up_data_automated_backups_data',
          title: 'Perform data backup automatically',
          risk: 'MEDIUM',
        },
        {
          id: 'REL09-BP04',
          page: 'rel_backing_up_data_periodic_recovery_testing_data',
          title: 'Perform periodic recovery of the data to verify backup integrity and processes',
        },
      ],
    },
    {
      id: 'REL10',
      title: 'How do you use fault isolation to protect your workload?',
      bestPractices: [
        {
          id: 'REL10-BP01',
          page: 'rel_fault_isolation_multiaz_region_system',
          title: 'Deploy the workload to multiple locations',
          risk: 'HIGH',
        },
        {
          id: 'REL10-BP02',
          page: 'rel_fault_isolation_single_az_system',
          title: 'Automate recovery for components constrained to a single location',
        },
        {
          id: 'REL10-BP03',
          page: 'rel_fault_isolation_use_bulkhead',
          title: 'Use bulkhead architectures to limit scope of impact',
        },
      ],
    },
    {
      id: 'REL11',
      title: 'How do you design your workload to withstand component failures?',
      bestPractices: [
        {
          id: 'REL11-BP01',
          page: 'rel_withstand_component_failures_monitoring_health',
          title: 'Monitor all components of the workload to detect failures',
          risk: 'HIGH',
        },
        {
          id: 'REL11-BP02',
          page: 'rel_withstand_component_failures_failover2good',
          title: 'Fail over to healthy resources',
          risk: 'HIGH',
        },
        {
          id: 'REL11-BP03',
          page: 'rel_withstand_component_failures_auto_healing_system',
          title: 'Automate healing on all layers',
          risk: 'HIGH',
        },
        {
          id: 'REL11-BP04',
          page: 'rel_withstand_component_failures_avoid_control_plane',
          title: 'Rely on the data plane and not the control plane during recovery',
        },
        {
          id: 'REL11-BP05',
          page: 'rel_withstand_component_failures_static_stability',
          title: 'Use static stability to prevent bimodal behavior',
          risk: 'HIGH',
        },
        {
          id: 'REL11-BP06',
          page: 'rel_withstand_component_failures_notifications_sent_system',
          title: 'Send notifications when events impact availability',
          risk: 'MEDIUM',
        },
        {
          id: 'REL11-BP07',
          page: 'rel_withstand_component_failures_service_level_agreements',
          title: 'Architect your product to meet availability targets and uptime service level agreements (SLAs)',
        },
      ],
    },
    {
      id: 'REL12',
      title: 'How do you test reliability?',
      bestPractices: [
        {
          id: 'REL12-BP01',
          page: 'rel_testing_resiliency_playbook_resiliency',
          title: 'Use playbooks to investigate failures',
          risk: 'HIGH',
        },
        { id: 'REL12-BP02', page: 'rel_testing_resiliency_rca_resiliency', title: 'Perform post-incident analysis' },
        {
          id: 'REL12-BP03',
          page: 'rel_testing_resiliency_test_non_functional',
          title: 'Test scalability and performance requirements',
        },
        {
          id: 'REL12-BP04',
          page: 'rel_testing_resiliency_failure_injection_resiliency',
          title: 'Test resiliency using chaos engineering',
        },
        { id: 'REL12-BP05', page: 'rel_testing_resiliency_game_days_resiliency', title: 'Conduct game days regularly' },
      ],
    },
    {
      id: 'REL13',
      title: 'How do you plan for disaster recovery (DR)?',
      bestPractices: [
        {
          id: 'REL13-BP01',
          page: 'rel_planning_for_recovery_objective_defined_recovery',
          title: 'Define recovery objectives for downtime and data loss',
        },
        {
          id: 'REL13-BP02',
          page: 'rel_planning_for_recovery_disaster_recovery',
          title: 'Use defined recovery strategies to meet the recovery objectives',
          risk: 'HIGH',
        },
        {
          id: 'REL13-BP03',
          page: 'rel_planning_for_recovery_dr_tested',
          title: 'Test disaster recovery implementation to validate the implementation',
        },
        {
          id: 'REL13-BP04',
          page: 'rel_planning_for_recovery_config_drift',
          title: 'Manage configuration drift at the DR site or Region',
        },
        { id: 'REL13-BP05', page: 'rel_planning_for_recovery_auto_recovery', title: 'Automate recovery' },
      ],
    },
  ],
};
