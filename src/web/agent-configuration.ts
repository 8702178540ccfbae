/** Values for the configuration of the CloudWatch agent. */
export interface AgentConfiguration {
  readonly logGroupName: string;
  /** Paths of log files, by the last part of their stream's name. */
  readonly logFiles: Readonly<Record<string, string>>;
}

/**
 * Renders the configuration of the CloudWatch agent: memory, disk space and log files, which EC2 does not report. The
 * metrics are aggregated to one series for each group:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
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
