export interface AgentConfiguration {
  readonly logGroupName: string;
  /** Log file by the name of its stream's last part. */
  readonly logFiles: Readonly<Record<string, string>>;
}

/**
 * What the CloudWatch agent reports that EC2 itself cannot see: memory, disk space, log files. The figures are aggregated to one series
 * for each group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function renderAgentConfiguration(configuration: AgentConfiguration): string {
  return JSON.stringify({
    metrics: {
      append_dimensions: { AutoScalingGroupName: '${aws:AutoScalingGroupName}' },
      aggregation_dimensions: [['AutoScalingGroupName']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'] },
        disk: { measurement: ['used_percent'], resources: ['/'], drop_device: true },
      },
    },
    logs: {
      logs_collected: {
        files: {
          collect_list: Object.entries(configuration.logFiles).map(([stream, file]) => ({
            file_path: file,
            log_group_name: configuration.logGroupName,
            log_stream_name: `{instance_id}/${stream}`,
          })),
        },
      },
    },
  });
}
