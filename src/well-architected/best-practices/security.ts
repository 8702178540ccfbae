import type { Pillar } from './framework';

export const SECURITY: Pillar = {
  id: 'SEC',
  name: 'Security',
  lensId: 'security',
  questions: [
    {
      id: 'SEC01',
      title: 'How do you securely operate your workload?',
      bestPractices: [
        { id: 'SEC01-BP01', page: 'sec_securely_operate_multi_accounts', title: 'Separate workloads using accounts' },
        {
          id: 'SEC01-BP02',
          page: 'sec_securely_operate_aws_account',
          title: 'Secure account root user and properties',
        },
        {
          id: 'SEC01-BP03',
          page: 'sec_securely_operate_control_objectives',
          title: 'Identify and validate control objectives',
        },
        {
          id: 'SEC01-BP04',
          page: 'sec_securely_operate_updated_threats',
          title: 'Stay up to date with security threats and recommendations',
        },
        {
          id: 'SEC01-BP05',
          page: 'sec_securely_operate_reduce_management_scope',
          title: 'Reduce security management scope',
          risk: 'MEDIUM',
        },
        {
          id: 'SEC01-BP06',
          page: 'sec_securely_operate_automate_security_controls',
          title: 'Automate deployment of standard security controls',
        },
        {
          id: 'SEC01-BP07',
          page: 'sec_securely_operate_threat_model',
          title: 'Identify threats and prioritize mitigations using a threat model',
        },
        {
          id: 'SEC01-BP08',
          page: 'sec_securely_operate_implement_services_features',
          title: 'Evaluate and implement new security services and features regularly',
        },
      ],
    },
    {
      id: 'SEC02',
      title: 'How do you manage authentication for people and machines?',
      bestPractices: [
        { id: 'SEC02-BP01', page: 'sec_identities_enforce_mechanisms', title: 'Use strong sign-in mechanisms' },
        { id: 'SEC02-BP02', page: 'sec_identities_unique', title: 'Use temporary credentials', risk: 'HIGH' },
        { id: 'SEC02-BP03', page: 'sec_identities_secrets', title: 'Store and use secrets securely', risk: 'HIGH' },
        {
          id: 'SEC02-BP04',
          page: 'sec_identities_identity_provider',
          title: 'Rely on a centralized identity provider',
        },
        {
          id: 'SEC02-BP05',
          page: 'sec_identities_audit',
          title: 'Audit and rotate credentials periodically',
          risk: 'HIGH',
        },
        { id: 'SEC02-BP06', page: 'sec_identities_groups_attributes', title: 'Employ user groups and attributes' },
      ],
    },
    {
      id: 'SEC03',
      title: 'How do you manage permissions for people and machines?',
      bestPractices: [
        { id: 'SEC03-BP01', page: 'sec_permissions_define', title: 'Define access requirements' },
        {
          id: 'SEC03-BP02',
          page: 'sec_permissions_least_privileges',
          title: 'Grant least privilege access',
          risk: 'HIGH',
        },
        { id: 'SEC03-BP03', page: 'sec_permissions_emergency_process', title: 'Establish emergency access process' },
        { id: 'SEC03-BP04', page: 'sec_permissions_continuous_reduction', title: 'Reduce permissions continuously' },
        {
          id: 'SEC03-BP05',
          page: 'sec_permissions_define_guardrails',
          title: 'Define permission guardrails for your organization',
        },
        { id: 'SEC03-BP06', page: 'sec_permissions_lifecycle', title: 'Manage access based on lifecycle' },
        {
          id: 'SEC03-BP07',
          page: 'sec_permissions_analyze_cross_account',
          title: 'Analyze public and cross-account access',
          risk: 'LOW',
        },
        {
          id: 'SEC03-BP08',
          page: 'sec_permissions_share_securely',
          title: 'Share resources securely within your organization',
        },
        {
          id: 'SEC03-BP09',
          page: 'sec_permissions_share_securely_third_party',
          title: 'Share resources securely with a third party',
        },
      ],
    },
    {
      id: 'SEC04',
      title: 'How do you detect and investigate security events?',
      bestPractices: [
        {
          id: 'SEC04-BP01',
          page: 'sec_detect_investigate_events_app_service_logging',
          title: 'Configure service and application logging',
          risk: 'HIGH',
        },
        {
          id: 'SEC04-BP02',
          page: 'sec_detect_investigate_events_logs',
          title: 'Capture logs, findings, and metrics in standardized locations',
          risk: 'MEDIUM',
        },
        {
          id: 'SEC04-BP03',
          page: 'sec_detect_investigate_events_security_alerts',
          title: 'Correlate and enrich security alerts',
        },
        {
          id: 'SEC04-BP04',
          page: 'sec_detect_investigate_events_noncompliant_resources',
          title: 'Initiate remediation for non-compliant resources',
        },
      ],
    },
    {
      id: 'SEC05',
      title: 'How do you protect your network resources?',
      bestPractices: [
        {
          id: 'SEC05-BP01',
          page: 'sec_network_protection_create_layers',
          title: 'Create network layers',
          risk: 'HIGH',
        },
        {
          id: 'SEC05-BP02',
          page: 'sec_network_protection_layered',
          title: 'Control traffic flow within your network layers',
          risk: 'HIGH',
        },
        {
          id: 'SEC05-BP03',
          page: 'sec_network_protection_inspection',
          title: 'Implement inspection-based protection',
          risk: 'MEDIUM',
        },
        { id: 'SEC05-BP04', page: 'sec_network_auto_protect', title: 'Automate network protection' },
      ],
    },
    {
      id: 'SEC06',
      title: 'How do you protect your compute resources?',
      bestPractices: [
        {
          id: 'SEC06-BP01',
          page: 'sec_protect_compute_vulnerability_management',
          title: 'Perform vulnerability management',
          risk: 'HIGH',
        },
        {
          id: 'SEC06-BP02',
          page: 'sec_protect_compute_hardened_images',
          title: 'Provision compute from hardened images',
        },
        {
          id: 'SEC06-BP03',
          page: 'sec_protect_compute_reduce_manual_management',
          title: 'Reduce manual management and interactive access',
          risk: 'MEDIUM',
        },
        {
          id: 'SEC06-BP04',
          page: 'sec_protect_compute_validate_software_integrity',
          title: 'Validate software integrity',
        },
        { id: 'SEC06-BP05', page: 'sec_protect_compute_auto_protection', title: 'Automate compute protection' },
      ],
    },
    {
      id: 'SEC07',
      title: 'How do you classify your data?',
      bestPractices: [
        {
          id: 'SEC07-BP01',
          page: 'sec_data_classification_identify_data',
          title: 'Understand your data classification scheme',
        },
        {
          id: 'SEC07-BP02',
          page: 'sec_data_classification_define_protection',
          title: 'Apply data protection controls based on data sensitivity',
        },
        {
          id: 'SEC07-BP03',
          page: 'sec_data_classification_auto_classification',
          title: 'Automate identification and classification',
        },
        {
          id: 'SEC07-BP04',
          page: 'sec_data_classification_lifecycle_management',
          title: 'Define scalable data lifecycle management',
        },
      ],
    },
    {
      id: 'SEC08',
      title: 'How do you protect your data at rest?',
      bestPractices: [
        {
          id: 'SEC08-BP01',
          page: 'sec_protect_data_rest_key_mgmt',
          title: 'Implement secure key management',
          risk: 'HIGH',
        },
        { id: 'SEC08-BP02', page: 'sec_protect_data_rest_encrypt', title: 'Enforce encryption at rest', risk: 'HIGH' },
        {
          id: 'SEC08-BP03',
          page: 'sec_protect_data_rest_automate_protection',
          title: 'Automate data at rest protection',
        },
        {
          id: 'SEC08-BP04',
          page: 'sec_protect_data_rest_access_control',
          title: 'Enforce access control',
          risk: 'HIGH',
        },
      ],
    },
    {
      id: 'SEC09',
      title: 'How do you protect your data in transit?',
      bestPractices: [
        {
          id: 'SEC09-BP01',
          page: 'sec_protect_data_transit_key_cert_mgmt',
          title: 'Implement secure key and certificate management',
          risk: 'HIGH',
        },
        {
          id: 'SEC09-BP02',
          page: 'sec_protect_data_transit_encrypt',
          title: 'Enforce encryption in transit',
          risk: 'HIGH',
        },
        {
          id: 'SEC09-BP03',
          page: 'sec_protect_data_transit_authentication',
          title: 'Authenticate network communications',
          risk: 'LOW',
        },
      ],
    },
    {
      id: 'SEC10',
      title: 'How do you anticipate, respond to, and recover from incidents?',
      bestPractices: [
        {
          id: 'SEC10-BP01',
          page: 'sec_incident_response_identify_personnel',
          title: 'Identify key personnel and external resources',
        },
        {
          id: 'SEC10-BP02',
          page: 'sec_incident_response_develop_management_plans',
          title: 'Develop incident management plans',
        },
        { id: 'SEC10-BP03', page: 'sec_incident_response_prepare_forensic', title: 'Prepare forensic capabilities' },
        {
          id: 'SEC10-BP04',
          page: 'sec_incident_response_playbooks',
          title: 'Develop and test security incident response playbooks',
        },
        { id: 'SEC10-BP05', page: 'sec_incident_response_pre_provision_access', title: 'Pre-provision access' },
        { id: 'SEC10-BP06', page: 'sec_incident_response_pre_deploy_tools', title: 'Pre-deploy tools' },
        { id: 'SEC10-BP07', page: 'sec_incident_response_run_game_days', title: 'Run simulations' },
        {
          id: 'SEC10-BP08',
          page: 'sec_incident_response_establish_incident_framework',
          title: 'Establish a framework for learning from incidents',
        },
      ],
    },
    {
      id: 'SEC11',
      title:
        'How do you incorporate and validate the security properties of applications throughout the design, development, and deployment lifecycle?',
      bestPractices: [
        {
          id: 'SEC11-BP01',
          page: 'sec_appsec_train_for_application_security',
          title: 'Train for application security',
        },
        {
          id: 'SEC11-BP02',
          page: 'sec_appsec_automate_testing_throughout_lifecycle',
          title: 'Automate testing throughout the development and release lifecycle',
        },
        {
          id: 'SEC11-BP03',
          page: 'sec_appsec_perform_regular_penetration_testing',
          title: 'Perform regular penetration testing',
        },
        { id: 'SEC11-BP04', page: 'sec_appsec_manual_code_reviews', title: 'Conduct code reviews' },
        {
          id: 'SEC11-BP05',
          page: 'sec_appsec_centralize_services_for_packages_and_dependencies',
          title: 'Centralize services for packages and dependencies',
        },
        {
          id: 'SEC11-BP06',
          page: 'sec_appsec_deploy_software_programmatically',
          title: 'Deploy software programmatically',
        },
        {
          id: 'SEC11-BP07',
          page: 'sec_appsec_regularly_assess_security_properties_of_pipelines',
          title: 'Regularly assess security properties of the pipelines',
        },
        {
          id: 'SEC11-BP08',
          page: 'sec_appsec_build_program_that_embeds_security_ownership_in_teams',
          title: 'Build a program that embeds security ownership in workload teams',
        },
      ],
    },
  ],
};
