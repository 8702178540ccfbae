import type { ServerCode } from './web-server';

/** EC2 refuses more: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export const USER_DATA_LIMIT = 16 * 1024;

export interface Bootstrap {
  readonly server: ServerCode;
  readonly environment: string;
  /** Where the start-up script is, as `s3://bucket/key`. */
  readonly startUpUrl: string;
  /** Where the server's code is, when the construct installs it. */
  readonly codeUrl?: string;
  readonly logGroupName: string;
  readonly region: string;
  readonly stackName: string;
  /** Logical id of the Auto Scaling group, which is told of success or failure. */
  readonly groupLogicalId: string;
  /** The alarm by which a release is judged. */
  readonly alarmName: string;
  /** How long the server and the alarm are watched before the release counts as good. */
  readonly watchSeconds: number;
  /** Where the file system begins; something else only in tests. */
  readonly root?: string;
}

/**
 * The user data: what differs from shop to shop, and what must work when nothing else does. It tells the deployment and the log of every failure,
 * its own included, and hands the rest over to the start-up script. Comments are for readers of this file only.
 */
export function renderBootstrap(bootstrap: Bootstrap): string {
  return write(bootstrap).replace(/^# .*\n/gm, '');
}

function write({ server, root = '', ...bootstrap }: Bootstrap): string {
  return `#!/bin/bash
set -Eeuo pipefail
umask 027
export PATH="$PATH:/opt/aws/bin" AWS_DEFAULT_REGION='${bootstrap.region}' AWS_MAX_ATTEMPTS=5
log=${root}/var/log/shop/start-up.log
logs='${bootstrap.logGroupName}'

# Whatever happens, the deployment is told at once, and the end of the log is on the console and, without the help of any agent, in the log group.
tell() {
  code=$?
  trap - ERR EXIT
  set +e
  hash cfn-signal || dnf install -y --quiet aws-cfn-bootstrap
  cfn-signal --exit-code $code --stack '${bootstrap.stackName}' --resource '${bootstrap.groupLogicalId}' --region "$AWS_DEFAULT_REGION" \\
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
# A file that nobody else can read, not even while it is written.
install -D -m 600 /dev/stdin ${root}/etc/shop/environment <<'END_OF_FILE'
${bootstrap.environment}
END_OF_FILE
health='http://127.0.0.1:${server.port}${server.healthCheckPath}'
watch=${bootstrap.watchSeconds}
alarm='${bootstrap.alarmName}'
${handOver(server, root, bootstrap.codeUrl)}aws s3 cp --no-progress '${bootstrap.startUpUrl}' ${root}/opt/shop/start-up.sh
. ${root}/opt/shop/start-up.sh
# Set by the last line of that script: an empty file starts no server.
echo "$answers"
`;
}

/** What the start-up script needs to know, by what the server is. */
function handOver({ program, commands, image }: ServerCode, root: string, codeUrl: string | undefined): string {
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
