import type { Pillar } from './framework';

export const OPERATIONAL_EXCELLENCE: Pillar = {
  id: 'OPS',
  name: 'Operational Excellence',
  lensId: 'operationalExcellence',
  questions: [
    {
      id: 'OPS01',
      title: 'How do you determine what your priorities are?',
      bestPractices: [
        { id: 'OPS01-BP01', page: 'ops_priorities_ext_cust_needs', title: 'Evaluate external customer needs' },
        { id: 'OPS01-BP02', page: 'ops_priorities_int_cust_needs', title: 'Evaluate internal customer needs' },
        { id: 'OPS01-BP03', page: 'ops_priorities_governance_reqs', title: 'Evaluate governance requirements' },
        { id: 'OPS01-BP04', page: 'ops_priorities_compliance_reqs', title: 'Evaluate compliance requirements' },
        { id: 'OPS01-BP05', page: 'ops_priorities_eval_threat_landscape', title: 'Evaluate threat landscape' },
        {
          id: 'OPS01-BP06',
          page: 'ops_priorities_eval_tradeoffs',
          title: 'Evaluate tradeoffs while managing benefits and risks',
        },
      ],
    },
    {
      id: 'OPS02',
      title: 'How do you structure your organization to support your business outcomes?',
      bestPractices: [
        {
          id: 'OPS02-BP01',
          page: 'ops_ops_model_def_resource_owners',
          title: 'Resources have identified owners',
          risk: 'HIGH',
        },
        {
          id: 'OPS02-BP02',
          page: 'ops_ops_model_def_proc_owners',
          title: 'Processes and procedures have identified owners',
        },
        {
          id: 'OPS02-BP03',
          page: 'ops_ops_model_def_activity_owners',
          title: 'Operations activities have identified owners responsible for their performance',
        },
        {
          id: 'OPS02-BP04',
          page: 'ops_ops_model_def_responsibilities_ownership',
          title: 'Mechanisms exist to manage responsibilities and ownership',
        },
        {
          id: 'OPS02-BP05',
          page: 'ops_ops_model_req_add_chg_exception',
          title: 'Mechanisms exist to request additions, changes, and exceptions',
        },
        {
          id: 'OPS02-BP06',
          page: 'ops_ops_model_def_neg_team_agreements',
          title: 'Responsibilities between teams are predefined or negotiated',
        },
      ],
    },
    {
      id: 'OPS03',
      title: 'How does your organizational culture support your business outcomes?',
      bestPractices: [
        { id: 'OPS03-BP01', page: 'ops_org_culture_executive_sponsor', title: 'Provide executive sponsorship' },
        {
          id: 'OPS03-BP02',
          page: 'ops_org_culture_team_emp_take_action',
          title: 'Team members are empowered to take action when outcomes are at risk',
        },
        { id: 'OPS03-BP03', page: 'ops_org_culture_team_enc_escalation', title: 'Escalation is encouraged' },
        {
          id: 'OPS03-BP04',
          page: 'ops_org_culture_effective_comms',
          title: 'Communications are timely, clear, and actionable',
        },
        { id: 'OPS03-BP05', page: 'ops_org_culture_team_enc_experiment', title: 'Experimentation is encouraged' },
        {
          id: 'OPS03-BP06',
          page: 'ops_org_culture_team_enc_learn',
          title: 'Team members are encouraged to maintain and grow their skill sets',
        },
        { id: 'OPS03-BP07', page: 'ops_org_culture_team_res_appro', title: 'Resource teams appropriately' },
      ],
    },
    {
      id: 'OPS04',
      title: 'How do you implement observability in your workload?',
      bestPractices: [
        {
          id: 'OPS04-BP01',
          page: 'ops_observability_identify_kpis',
          title: 'Identify key performance indicators',
          risk: 'HIGH',
        },
        {
          id: 'OPS04-BP02',
          page: 'ops_observability_application_telemetry',
          title: 'Implement application telemetry',
          risk: 'HIGH',
        },
        {
          id: 'OPS04-BP03',
          page: 'ops_observability_customer_telemetry',
          title: 'Implement user experience telemetry',
          risk: 'HIGH',
        },
        {
          id: 'OPS04-BP04',
          page: 'ops_observability_dependency_telemetry',
          title: 'Implement dependency telemetry',
          risk: 'HIGH',
        },
        {
          id: 'OPS04-BP05',
          page: 'ops_observability_dist_trace',
          title: 'Implement distributed tracing',
          risk: 'HIGH',
        },
      ],
    },
    {
      id: 'OPS05',
      title: 'How do you reduce defects, ease remediation, and improve flow into production?',
      bestPractices: [
        { id: 'OPS05-BP01', page: 'ops_dev_integ_version_control', title: 'Use version control' },
        { id: 'OPS05-BP02', page: 'ops_dev_integ_test_val_chg', title: 'Test and validate changes' },
        { id: 'OPS05-BP03', page: 'ops_dev_integ_conf_mgmt_sys', title: 'Use configuration management systems' },
        {
          id: 'OPS05-BP04',
          page: 'ops_dev_integ_build_mgmt_sys',
          title: 'Use build and deployment management systems',
        },
        { id: 'OPS05-BP05', page: 'ops_dev_integ_patch_mgmt', title: 'Perform patch management', risk: 'MEDIUM' },
        { id: 'OPS05-BP06', page: 'ops_dev_integ_share_design_stds', title: 'Share design standards' },
        { id: 'OPS05-BP07', page: 'ops_dev_integ_code_quality', title: 'Implement practices to improve code quality' },
        { id: 'OPS05-BP08', page: 'ops_dev_integ_multi_env', title: 'Use multiple environments' },
        { id: 'OPS05-BP09', page: 'ops_dev_integ_freq_sm_rev_chg', title: 'Make frequent, small, reversible changes' },
        {
          id: 'OPS05-BP10',
          page: 'ops_dev_integ_auto_integ_deploy',
          title: 'Fully automate integration and deployment',
        },
      ],
    },
    {
      id: 'OPS06',
      title: 'How do you mitigate deployment risks?',
      bestPractices: [
        {
          id: 'OPS06-BP01',
          page: 'ops_mit_deploy_risks_plan_for_unsucessful_changes',
          title: 'Plan for unsuccessful changes',
          risk: 'HIGH',
        },
        { id: 'OPS06-BP02', page: 'ops_mit_deploy_risks_test_val_chg', title: 'Test deployments' },
        {
          id: 'OPS06-BP03',
          page: 'ops_mit_deploy_risks_deploy_mgmt_sys',
          title: 'Employ safe deployment strategies',
          risk: 'MEDIUM',
        },
        {
          id: 'OPS06-BP04',
          page: 'ops_mit_deploy_risks_auto_testing_and_rollback',
          title: 'Automate testing and rollback',
        },
      ],
    },
    {
      id: 'OPS07',
      title: 'How do you know that you are ready to support a workload?',
      bestPractices: [
        { id: 'OPS07-BP01', page: 'ops_ready_to_support_personnel_capability', title: 'Ensure personnel capability' },
        {
          id: 'OPS07-BP03',
          page: 'ops_ready_to_support_use_runbooks',
          title: 'Use runbooks to perform procedures',
          risk: 'MEDIUM',
        },
        { id: 'OPS07-BP04', page: 'ops_ready_to_support_use_playbooks', title: 'Use playbooks to investigate issues' },
        {
          id: 'OPS07-BP05',
          page: 'ops_ready_to_support_informed_deploy_decisions',
          title: 'Make informed decisions to deploy systems and changes',
        },
        {
          id: 'OPS07-BP06',
          page: 'ops_ready_to_support_enable_support_plans',
          title: 'Create support plans for production workloads',
        },
      ],
    },
    {
      id: 'OPS08',
      title: 'How do you utilize workload observability in your organization?',
      bestPractices: [
        {
          id: 'OPS08-BP01',
          page: 'ops_workload_observability_analyze_workload_metrics',
          title: 'Analyze workload metrics',
          risk: 'MEDIUM',
        },
        {
          id: 'OPS08-BP02',
          page: 'ops_workload_observability_analyze_workload_logs',
          title: 'Analyze workload logs',
          risk: 'MEDIUM',
        },
        {
          id: 'OPS08-BP03',
          page: 'ops_workload_observability_analyze_workload_traces',
          title: 'Analyze workload traces',
        },
        {
          id: 'OPS08-BP04',
          page: 'ops_workload_observability_create_alerts',
          title: 'Create actionable alerts',
          risk: 'HIGH',
        },
        {
          id: 'OPS08-BP05',
          page: 'ops_workload_observability_create_dashboards',
          title: 'Create dashboards',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'OPS09',
      title: 'How do you understand the health of your operations?',
      bestPractices: [
        {
          id: 'OPS09-BP01',
          page: 'ops_operations_health_measure_ops_goals_kpis',
          title: 'Measure operations goals and KPIs with metrics',
        },
        {
          id: 'OPS09-BP02',
          page: 'ops_operations_health_communicate_status_trends',
          title: 'Communicate status and trends to ensure visibility into operation',
        },
        {
          id: 'OPS09-BP03',
          page: 'ops_operations_health_review_ops_metrics_prioritize_improvement',
          title: 'Review operations metrics and prioritize improvement',
        },
      ],
    },
    {
      id: 'OPS10',
      title: 'How do you manage workload and operations events?',
      bestPractices: [
        {
          id: 'OPS10-BP01',
          page: 'ops_event_response_event_incident_problem_process',
          title: 'Use a process for event, incident, and problem management',
        },
        {
          id: 'OPS10-BP02',
          page: 'ops_event_response_process_per_alert',
          title: 'Have a process per alert',
          risk: 'HIGH',
        },
        {
          id: 'OPS10-BP03',
          page: 'ops_event_response_prioritize_events',
          title: 'Prioritize operational events based on business impact',
        },
        {
          id: 'OPS10-BP04',
          page: 'ops_event_response_define_escalation_paths',
          title: 'Define escalation paths',
          risk: 'MEDIUM',
        },
        {
          id: 'OPS10-BP05',
          page: 'ops_event_response_push_notify',
          title: 'Define a customer communication plan for service-impacting events',
        },
        {
          id: 'OPS10-BP06',
          page: 'ops_event_response_dashboards',
          title: 'Communicate status through dashboards',
          risk: 'MEDIUM',
        },
        { id: 'OPS10-BP07', page: 'ops_event_response_auto_event_response', title: 'Automate responses to events' },
      ],
    },
    {
      id: 'OPS11',
      title: 'How do you evolve operations?',
      bestPractices: [
        {
          id: 'OPS11-BP01',
          page: 'ops_evolve_ops_process_cont_imp',
          title: 'Have a process for continuous improvement',
        },
        { id: 'OPS11-BP02', page: 'ops_evolve_ops_perform_rca_process', title: 'Perform post-incident analysis' },
        { id: 'OPS11-BP03', page: 'ops_evolve_ops_feedback_loops', title: 'Implement feedback loops' },
        { id: 'OPS11-BP04', page: 'ops_evolve_ops_knowledge_management', title: 'Perform knowledge management' },
        { id: 'OPS11-BP05', page: 'ops_evolve_ops_drivers_for_imp', title: 'Define drivers for improvement' },
        { id: 'OPS11-BP06', page: 'ops_evolve_ops_validate_insights', title: 'Validate insights' },
        { id: 'OPS11-BP07', page: 'ops_evolve_ops_metrics_review', title: 'Perform operations metrics reviews' },
        { id: 'OPS11-BP08', page: 'ops_evolve_ops_share_lessons_learned', title: 'Document and share lessons learned' },
        { id: 'OPS11-BP09', page: 'ops_evolve_ops_allocate_time_for_imp', title: 'Allocate time to make improvements' },
      ],
    },
  ],
};
