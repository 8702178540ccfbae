import type { Pillar } from './framework';

export const SUSTAINABILITY: Pillar = {
  id: 'SUS',
  name: 'Sustainability',
  lensId: 'sustainability',
  questions: [
    {
      id: 'SUS01',
      title: 'How do you select Regions for your workload?',
      bestPractices: [
        {
          id: 'SUS01-BP01',
          page: 'sus_sus_region_a2',
          title: 'Choose Region based on both business requirements and sustainability goals',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'SUS02',
      title: 'How do you align cloud resources to your demand?',
      bestPractices: [
        {
          id: 'SUS02-BP01',
          page: 'sus_sus_user_a2',
          title: 'Scale workload infrastructure dynamically',
          risk: 'MEDIUM',
        },
        { id: 'SUS02-BP02', page: 'sus_sus_user_a3', title: 'Align SLAs with sustainability goals', risk: 'LOW' },
        {
          id: 'SUS02-BP03',
          page: 'sus_sus_user_a4',
          title: 'Stop the creation and maintenance of unused assets',
          risk: 'LOW',
        },
        {
          id: 'SUS02-BP04',
          page: 'sus_sus_user_a5',
          title: 'Optimize geographic placement of workloads based on their networking requirements',
          risk: 'MEDIUM',
        },
        { id: 'SUS02-BP05', page: 'sus_sus_user_a6', title: 'Optimize team member resources for activities performed' },
        {
          id: 'SUS02-BP06',
          page: 'sus_sus_user_a7',
          title: 'Implement buffering or throttling to flatten the demand curve',
          risk: 'LOW',
        },
      ],
    },
    {
      id: 'SUS03',
      title: 'How do you take advantage of software and architecture patterns to support your sustainability goals?',
      bestPractices: [
        {
          id: 'SUS03-BP01',
          page: 'sus_sus_software_a2',
          title: 'Optimize software and architecture for asynchronous and scheduled jobs',
          risk: 'MEDIUM',
        },
        {
          id: 'SUS03-BP02',
          page: 'sus_sus_software_a3',
          title: 'Remove or refactor workload components with low or no use',
        },
        {
          id: 'SUS03-BP03',
          page: 'sus_sus_software_a4',
          title: 'Optimize areas of code that consume the most time or resources',
        },
        {
          id: 'SUS03-BP04',
          page: 'sus_sus_software_a5',
          title: 'Optimize impact on devices and equipment',
          risk: 'MEDIUM',
        },
        {
          id: 'SUS03-BP05',
          page: 'sus_sus_software_a6',
          title: 'Use software patterns and architectures that best support data access and storage patterns',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'SUS04',
      title: 'How do you take advantage of data management policies and patterns to support your sustainability goals?',
      bestPractices: [
        { id: 'SUS04-BP01', page: 'sus_sus_data_a2', title: 'Implement a data classification policy' },
        {
          id: 'SUS04-BP02',
          page: 'sus_sus_data_a3',
          title: 'Use technologies that support data access and storage patterns',
          risk: 'LOW',
        },
        {
          id: 'SUS04-BP03',
          page: 'sus_sus_data_a4',
          title: 'Use policies to manage the lifecycle of your datasets',
          risk: 'MEDIUM',
        },
        {
          id: 'SUS04-BP04',
          page: 'sus_sus_data_a5',
          title: 'Use elasticity and automation to expand block storage or file system',
          risk: 'MEDIUM',
        },
        { id: 'SUS04-BP05', page: 'sus_sus_data_a6', title: 'Remove unneeded or redundant data' },
        {
          id: 'SUS04-BP06',
          page: 'sus_sus_data_a7',
          title: 'Use shared file systems or storage to access common data',
        },
        { id: 'SUS04-BP07', page: 'sus_sus_data_a8', title: 'Minimize data movement across networks', risk: 'MEDIUM' },
        {
          id: 'SUS04-BP08',
          page: 'sus_sus_data_a9',
          title: 'Back up data only when difficult to recreate',
          risk: 'MEDIUM',
        },
      ],
    },
    {
      id: 'SUS05',
      title:
        'How do you select and use cloud hardware and services in your architecture to support your sustainability goals?',
      bestPractices: [
        {
          id: 'SUS05-BP01',
          page: 'sus_sus_hardware_a2',
          title: 'Use the minimum amount of hardware to meet your needs',
          risk: 'MEDIUM',
        },
        {
          id: 'SUS05-BP02',
          page: 'sus_sus_hardware_a3',
          title: 'Use instance types with the least impact',
          risk: 'MEDIUM',
        },
        { id: 'SUS05-BP03', page: 'sus_sus_hardware_a4', title: 'Use managed services', risk: 'MEDIUM' },
        {
          id: 'SUS05-BP04',
          page: 'sus_sus_hardware_a5',
          title: 'Optimize your use of hardware-based compute accelerators',
        },
      ],
    },
    {
      id: 'SUS06',
      title: 'How do your organizational processes support your sustainability goals?',
      bestPractices: [
        { id: 'SUS06-BP01', page: 'sus_sus_dev_a1', title: 'Communicate and cascade your sustainability goals' },
        {
          id: 'SUS06-BP02',
          page: 'sus_sus_dev_a2',
          title: 'Adopt methods that can rapidly introduce sustainability improvements',
        },
        { id: 'SUS06-BP03', page: 'sus_sus_dev_a3', title: 'Keep your workload up-to-date', risk: 'LOW' },
        { id: 'SUS06-BP04', page: 'sus_sus_dev_a4', title: 'Increase utilization of build environments' },
        { id: 'SUS06-BP05', page: 'sus_sus_dev_a5', title: 'Use managed device farms for testing' },
      ],
    },
  ],
};
