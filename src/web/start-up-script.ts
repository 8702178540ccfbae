import { renderAgentConfiguration } from './agent-configuration';
import type { ServerCode } from './web-server';

/** EC2 refuses more: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export const USER_DATA_LIMIT = 16 * 1024;

/** How long the server may take to answer its health check, and the load balancer to notice. */
export const HEALTH_WAIT_SECONDS = 180;

export interface StartUpScript {
  readonly server: ServerCode;
  readonly environment: string;
  readonly bucketName: string;
  readonly objectKey: string;
  readonly logGroupName: string;
  readonly region: string;
  readonly stackName: string;
  /** Logical id of the Auto Scaling group, which is told of success or failure. */
  readonly groupLogicalId: string;
  /** How long the load balancer needs to find a server healthy. */
  readonly settleSeconds: number;
  /** Where the file system begins; something else only in tests. */
  readonly root?: string;
}

/** Turns a bare Amazon Linux 2023 into a web server. May run again: it leaves the same state. Comments are for readers of this file only. */
export function renderStartUpScript(script: StartUpScript): string {
  return write(script).replace(/^# .*\n/gm, '');
}

function write(script: StartUpScript): string {
  const { server, root = '' } = script;
  const health = `http://127.0.0.1:${server.port}${server.healthCheckPath}`;
  const agent = renderAgentConfiguration({
    logGroupName: script.logGroupName,
    logFiles: { 'start-up': '/var/log/shop/start-up.log', 'server': '/var/log/shop/server.log' },
  });
  return `#!/bin/bash
set -Eeuo pipefail
umask 027
export PATH="$PATH:/opt/aws/bin"
mkdir -p ${root}/var/log/shop
log=${root}/var/log/shop/start-up.log
exec >> "$log" 2>&1

# Whatever happens, the deployment is told at once. A failure leaves the log's end on the console and in the log group.
tell() {
  code=$?
  trap - ERR EXIT
  set +e
  if [ $code -ne 0 ]; then
    tail -n 20 ${root}/var/log/shop/server.log 2> /dev/null
    tail -n 40 "$log" > ${root}/dev/console
    sleep 10 # for the agent to send the log before the instance goes
  fi
  cfn-signal --exit-code $code --reason "$(tail -c 900 "$log")" \\
    --stack '${script.stackName}' --resource '${script.groupLogicalId}' --region '${script.region}' \\
    || echo 'no deployment is waiting for this server'
  exit $code
}
trap tell EXIT
trap 'echo "line $LINENO failed: $BASH_COMMAND"' ERR

# write MODE FILE: standard input becomes the file, which nobody else can read meanwhile
write() {
  mkdir -p "$(dirname "$2")"
  install -m "$1" /dev/null "$2"
  cat > "$2"
}

echo "start-up begins $(date --utc +%FT%TZ)"
# The agent first, so that the log of what follows is seen.
dnf install -y --quiet amazon-cloudwatch-agent aws-cfn-bootstrap
write 640 ${root}/etc/shop/agent.json <<'END_OF_FILE'
${agent}
END_OF_FILE
amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${root}/etc/shop/agent.json

dnf install -y --quiet logrotate unzip ${server.packages.join(' ')}
id -u shop || useradd --system --home-dir /var/lib/shop --shell /sbin/nologin shop

aws s3 cp --no-progress --region '${script.region}' 's3://${script.bucketName}/${script.objectKey}' ${root}/opt/shop/server.zip
rm -rf ${root}/opt/shop/server
unzip -q ${root}/opt/shop/server.zip -d ${root}/opt/shop/server
write 750 ${root}/opt/shop/start <<'END_OF_FILE'
#!/bin/bash
exec ${server.start}
END_OF_FILE
# The server can read its code but not change it.
chown -R root:shop ${root}/opt/shop
chmod -R u=rwX,g=rX,o= ${root}/opt/shop

write 600 ${root}/etc/shop/environment <<'END_OF_FILE'
${script.environment}
END_OF_FILE
write 644 ${root}/etc/logrotate.d/shop <<'END_OF_FILE'
/var/log/shop/*.log {
  daily
  rotate 3
  missingok
  copytruncate
}
END_OF_FILE
write 644 ${root}/etc/systemd/system/shop.service <<'END_OF_FILE'
[Unit]
Description=Web server of the shop
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
User=shop
WorkingDirectory=/opt/shop/server
EnvironmentFile=/etc/shop/environment
ExecStart=/opt/shop/start
StandardOutput=append:/var/log/shop/server.log
StandardError=inherit
Restart=always
RestartSec=2
TimeoutStopSec=60
KillMode=mixed
LimitNOFILE=65536
StateDirectory=shop
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
ProtectControlGroups=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateDevices=yes
PrivateTmp=yes
LockPersonality=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX

[Install]
WantedBy=multi-user.target
END_OF_FILE
systemctl daemon-reload
systemctl enable --now logrotate.timer
systemctl enable shop.service
systemctl restart shop.service

for ((waited = 0; ; waited += 3)); do
  if curl --silent --fail --max-time 3 --output /dev/null '${health}'; then break; fi
  if ((waited >= ${HEALTH_WAIT_SECONDS})); then
    echo "no answer on ${health} in ${HEALTH_WAIT_SECONDS} seconds; the end of the server's own log:"
    exit 1
  fi
  sleep 3
done
sleep ${script.settleSeconds} # the load balancer looks too, before an older server goes
echo 'the server answers'
`;
}
