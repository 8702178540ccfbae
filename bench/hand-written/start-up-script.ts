/** What the script must know. */
export interface StartUpInput {
  readonly environment: Record<string, string>;
  readonly bucket: string;
  readonly objectKey: string;
  readonly logGroupName: string;
  readonly region: string;
  readonly stackName: string;
  readonly groupLogicalId: string;
}

/** Installs and starts the server, and tells the deployment when it answers. */
export function startUpScript(input: StartUpInput): string {
  const file = (name: string) => ({
    file_path: `/var/log/shop/${name}.log`, log_group_name: input.logGroupName, log_stream_name: `{instance_id}/${name}`,
  });
  const agent = JSON.stringify({
    metrics: {
      append_dimensions: { AutoScalingGroupName: '${aws:AutoScalingGroupName}' },
      aggregation_dimensions: [['AutoScalingGroupName']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'] },
        disk: { measurement: ['used_percent'], resources: ['/'], drop_device: true },
      },
    },
    logs: { logs_collected: { files: { collect_list: [file('start-up'), file('server')] } } },
  });
  return `#!/bin/bash
set -Eeuo pipefail
umask 027
export PATH="$PATH:/opt/aws/bin"
mkdir -p /var/log/shop
log=/var/log/shop/start-up.log
exec >> "$log" 2>&1

# The deployment is told at once whether the server answers or not.
tell() {
  code=$?
  trap - ERR EXIT
  set +e
  if [ $code -ne 0 ]; then
    tail -n 20 /var/log/shop/server.log 2> /dev/null
    tail -n 40 "$log" > /dev/console
    sleep 10 # for the agent to send the log before the instance goes
  fi
  cfn-signal --exit-code $code --reason "$(tail -c 900 "$log")" \\
    --stack '${input.stackName}' --resource '${input.groupLogicalId}' --region '${input.region}' \\
    || echo 'no deployment is waiting for this server'
  exit $code
}
trap tell EXIT
trap 'echo "line $LINENO failed: $BASH_COMMAND"' ERR

dnf install -y --quiet amazon-cloudwatch-agent aws-cfn-bootstrap
mkdir -p /etc/shop
cat > /etc/shop/agent.json <<'END_OF_FILE'
${agent}
END_OF_FILE
amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/shop/agent.json

dnf install -y --quiet logrotate unzip nodejs24
id -u shop || useradd --system --home-dir /var/lib/shop --shell /sbin/nologin shop
aws s3 cp --no-progress --region '${input.region}' 's3://${input.bucket}/${input.objectKey}' /opt/shop/server.zip
rm -rf /opt/shop/server
unzip -q /opt/shop/server.zip -d /opt/shop/server
cat > /opt/shop/start <<'END_OF_FILE'
#!/bin/bash
exec node-24 server.js
END_OF_FILE
chown -R root:shop /opt/shop
chmod -R u=rwX,g=rX,o= /opt/shop
chmod 750 /opt/shop/start
install -m 600 /dev/null /etc/shop/environment
cat > /etc/shop/environment <<'END_OF_FILE'
${Object.entries(input.environment).map(([name, value]) => `${name}="${value}"`).join('\n')}
END_OF_FILE
cat > /etc/logrotate.d/shop <<'END_OF_FILE'
/var/log/shop/*.log {
  daily
  rotate 3
  missingok
  copytruncate
}
END_OF_FILE
cat > /etc/systemd/system/shop.service <<'END_OF_FILE'
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
  if curl --silent --fail --max-time 3 --output /dev/null 'http://127.0.0.1:8080/healthz'; then break; fi
  if ((waited >= 180)); then
    echo 'no answer in 180 seconds'
    exit 1
  fi
  sleep 3
done
sleep 25 # the load balancer looks too, before an older server goes
echo 'the server answers'
`;
}
