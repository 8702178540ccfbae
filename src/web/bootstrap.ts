import type { ServerCode } from './web-server';

/** EC2's limit in bytes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export const USER_DATA_LIMIT = 16 * 1024;

/** Values for the user data of a server. */
export interface Bootstrap {
  readonly server: ServerCode;
  readonly environment: string;
  /** The URL of the start-up script, as `s3://bucket/key`. */
  readonly startUpUrl: string;
  /** The URL of the server's code, as `s3://bucket/key`; undefined when the construct does not install the code. */
  readonly codeUrl?: string;
  readonly logGroupName: string;
  readonly region: string;
  readonly stackName: string;
  /** Logical id of the Auto Scaling group, to which success or failure is signalled. */
  readonly groupLogicalId: string;
  /** The alarm that rolls a release back. */
  readonly alarmName: string;
  /** Time for which server and alarm are observed before success is signalled. */
  readonly watchSeconds: number;
  /** Root of the file system; set in tests only. */
  readonly root?: string;
}

/**
 * Renders the user data: the values that differ between shops, and the reporting of failures. It signals every failure
 * to the deployment, including its own, and writes it to the log. The rest is in the start-up script. Comments in the
 * script are removed.
 */
export function renderBootstrap(bootstrap: Bootstrap): string {
  return renderScript(bootstrap).replace(/^# .*\n/gm, '');
}

function renderScript({ server, root = '', stackName, groupLogicalId, startUpUrl, ...bootstrap }: Bootstrap): string {
  const variables = serverVariables(server, root, bootstrap.codeUrl);
  return `#!/bin/bash
set -Eeuo pipefail
umask 027
export PATH="$PATH:/opt/aws/bin" AWS_DEFAULT_REGION='${bootstrap.region}' AWS_MAX_ATTEMPTS=5
log=${root}/var/log/shop/start-up.log
logs='${bootstrap.logGroupName}'

# Every failure is signalled to the deployment immediately. The end of the log is written to the console and, without
# the agent, to the log group.
tell() {
  code=$?
  trap - ERR EXIT
  set +e
  hash cfn-signal || dnf install -y --quiet aws-cfn-bootstrap
  cfn-signal --exit-code $code --stack '${stackName}' --resource '${groupLogicalId}' --region "$AWS_DEFAULT_REGION" \\
    || echo 'no deployment is waiting for this server'
  if [ $code -ne 0 ]; then
    tail -n 20 ${root}/var/log/shop/server.log 2> /dev/null
    tail -n 60 "$log" > ${root}/dev/console
    to=(--log-group-name "$logs" --log-stream-name "$(cat ${root}/var/lib/cloud/data/instance-id)/failure")
    aws logs create-log-stream "\${to[@]}"
    said=$(tail -n 60 "$log" | tr -d '\\000-\\011\\013-\\037' | sed 's/["\\\\]/\\\\&/g; s/$/\\\\n/' | tr -d '\\n')
    aws logs put-log-events "\${to[@]}" --log-events "[{\\"timestamp\\":$(date +%s)000,\\"message\\":\\"$said\\"}]"
  fi
  exit $code
}
trap tell EXIT
trap 'echo "line $LINENO failed: $BASH_COMMAND"' ERR
mkdir -p ${root}/var/log/shop ${root}/opt/shop
exec >> "$log" 2>&1

echo "start-up begins $(date --utc +%FT%TZ)"
# Readable by root only, also while it is written.
install -D -m 600 /dev/stdin ${root}/etc/shop/environment <<'END_OF_FILE'
${bootstrap.environment}
END_OF_FILE
health='http://127.0.0.1:${server.port}${server.healthCheckPath}'
watch=${bootstrap.watchSeconds}
alarm='${bootstrap.alarmName}'
${variables}aws s3 cp --no-progress '${startUpUrl}' ${root}/opt/shop/start-up.sh
. ${root}/opt/shop/start-up.sh
# Set by the last line of that script, so that an empty file is a failure.
echo "$answers"
`;
}

/** Renders the variables and files that the start-up script uses for this kind of server. */
function serverVariables({ program, commands, image }: ServerCode, root: string, codeUrl: string | undefined): string {
  if (program) {
    return `packages='${program.packages.join(' ')}'
code='${codeUrl}'
install -D -m 750 /dev/stdin ${root}/opt/shop/start <<'END_OF_FILE'
#!/bin/bash
exec ${program.start}
END_OF_FILE
`;
  }
  if (commands) {
    return `install -D -m 700 /dev/stdin ${root}/opt/shop/commands <<'END_OF_COMMANDS'
${commands()}
END_OF_COMMANDS
`;
  }
  return `service='${image?.service ?? ''}'\n`;
}
