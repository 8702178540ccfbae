import { renderAgentConfiguration } from './agent-configuration';

/** Time in which the server must answer its health check. */
export const HEALTH_WAIT_SECONDS = 180;

/** Time in which custom commands must have started the server. */
export const COMMANDS_SECONDS = 420;

/** An alarm that has been on for longer has another cause than this release, which may be the repair. */
export const OLD_ALARM_SECONDS = 600;

const LOOK_SECONDS = 15;

/** The kind of start-up: code that is installed, custom commands, or an image that contains the server. */
export type StartUpKind = 'program' | 'commands' | 'image';

/**
 * Renders the part of the start-up that is the same in every shop. It is a file in S3, because user data is limited to
 * 16 KiB. The user data sources it, so it uses the variables and traps of the user data. It is idempotent. Comments in
 * the script are removed.
 *
 * @param kind - decides how the server is started
 * @param root - root of the file system; set in tests only
 */
export function renderStartUpScript(kind: StartUpKind, root: string = ''): string {
  const start = { program: installProgram, commands: runCommands, image: restartService }[kind];
  return [startAgent(root), start(root), awaitHealth(), watchRelease()].join('').replace(/^# .*\n/gm, '');
}

function startAgent(root: string): string {
  const agent = renderAgentConfiguration({
    logGroupName: '@logs@',
    logFiles: { 'start-up': '/var/log/shop/start-up.log', server: '/var/log/shop/server.log' },
  });
  return `begun=$(date +%s)
# The agent is first, so that the log of the next steps is delivered. A custom image of another Linux must contain it.
if hash dnf; then dnf install -y --quiet amazon-cloudwatch-agent aws-cfn-bootstrap logrotate; fi
sed "s|@logs@|$logs|g" <<'END_OF_FILE' | install -D -m 640 /dev/stdin ${root}/etc/shop/agent.json
${agent}
END_OF_FILE
if hash amazon-cloudwatch-agent-ctl; then
  amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${root}/etc/shop/agent.json
fi
install -D -m 644 /dev/stdin ${root}/etc/logrotate.d/shop <<'END_OF_FILE'
/var/log/shop/*.log {
  daily
  rotate 3
  missingok
  copytruncate
}
END_OF_FILE
systemctl enable --now logrotate.timer || echo 'logs are not rotated'
`;
}

function installProgram(root: string): string {
  return `dnf install -y --quiet unzip $packages
id -u shop || useradd --system --home-dir /var/lib/shop --shell /sbin/nologin shop

aws s3 cp --no-progress "$code" ${root}/opt/shop/server.zip
rm -rf ${root}/opt/shop/server
unzip -q ${root}/opt/shop/server.zip -d ${root}/opt/shop/server
# The server can read its code but not change it.
chown -R root:shop ${root}/opt/shop
chmod -R u=rwX,g=rX,o= ${root}/opt/shop

# A stop waits until the server has completed its requests. Auto Scaling has deregistered it from the load balancer.
install -D -m 644 /dev/stdin ${root}/etc/systemd/system/shop.service <<'END_OF_FILE'
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
KillMode=mixed
TimeoutStopSec=60
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
systemctl enable shop.service
systemctl restart shop.service

`;
}

function runCommands(root: string): string {
  return `# A timeout, because a server in the foreground would prevent any signal.
(umask 022; timeout ${COMMANDS_SECONDS} ${root}/opt/shop/commands < /dev/null) || {
  echo "the commands of web.server ended with $?" \\
    "(124: they did not end in ${COMMANDS_SECONDS} seconds; start the server as a service)"
  exit 1
}

`;
}

function restartService(): string {
  return `# It may have started before its environment was written.
if [ -n "$service" ]; then systemctl restart "$service"; fi

`;
}

function awaitHealth(): string {
  return `healthy() { curl --silent --fail --max-time 3 --output /dev/null "$health"; }
for ((waited = 0; ; waited += 3)); do
  if healthy; then break; fi
  if ((waited >= ${HEALTH_WAIT_SECONDS})); then
    echo "no answer on $health in ${HEALTH_WAIT_SECONDS} seconds; the end of the server's own log:"
    exit 1
  fi
  sleep 3
done
`;
}

/**
 * Renders the observation of server and alarm. It is needed because a rolling update of CloudFormation does not check
 * alarms.
 */
function watchRelease(): string {
  return `# seconds since 1970 at which the alarm went off, or nothing
alarmed() {
  local since
  since=$(aws cloudwatch describe-alarms --alarm-names "$alarm" --output text \\
    --query "MetricAlarms[?StateValue=='ALARM'].StateTransitionedTimestamp") || {
    echo "the alarm $alarm cannot be read" >&2
    return 0
  }
  if [ -n "$since" ]; then date -d "$since" +%s; fi
}
for ((watched = 0; watched < watch; watched += ${LOOK_SECONDS})); do
  sleep ${LOOK_SECONDS}
  if ! healthy && ! { sleep 5; healthy; }; then
    echo "the server answered on $health and does not any more; the end of its log:"
    exit 1
  fi
  at=$(alarmed)
  if [[ $at =~ ^[0-9]+$ ]] && ((at > begun - ${OLD_ALARM_SECONDS})); then
    echo "the alarm $alarm went off while this server started: the release is taken back"
    exit 1
  fi
done
answers='the server answers'
`;
}
