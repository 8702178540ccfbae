begun=$(date +%s)
dnf install -y --quiet amazon-cloudwatch-agent aws-cfn-bootstrap logrotate unzip $packages
sed "s|@logs@|$logs|g" <<'END_OF_FILE' | install -D -m 640 /dev/stdin /etc/shop/agent.json
{
  "metrics": {
    "append_dimensions": { "AutoScalingGroupName": "${aws:AutoScalingGroupName}" },
    "aggregation_dimensions": [["AutoScalingGroupName"]],
    "metrics_collected": {
      "mem": { "measurement": ["mem_used_percent"] },
      "disk": { "measurement": ["used_percent"], "resources": ["/"], "drop_device": true }
    }
  },
  "logs": {
    "logs_collected": {
      "files": {
        "collect_list": [
          {
            "file_path": "/var/log/shop/start-up.log",
            "log_group_name": "@logs@",
            "log_stream_name": "{instance_id}/start-up"
          },
          {
            "file_path": "/var/log/shop/server.log",
            "log_group_name": "@logs@",
            "log_stream_name": "{instance_id}/server"
          }
        ]
      }
    }
  }
}
END_OF_FILE
amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/shop/agent.json

id -u shop || useradd --system --home-dir /var/lib/shop --shell /sbin/nologin shop
aws s3 cp --no-progress "$code" /opt/shop/server.zip
unzip -q /opt/shop/server.zip -d /opt/shop/server
chown -R root:shop /opt/shop
chmod -R u=rwX,g=rX,o= /opt/shop
install -D -m 644 /dev/stdin /etc/systemd/system/shop.service <<'END_OF_FILE'
[Unit]
Description=Web server of the shop
Wants=network-online.target
After=network-online.target

[Service]
User=shop
WorkingDirectory=/opt/shop/server
EnvironmentFile=/etc/shop/environment
ExecStart=/opt/shop/start
StandardOutput=append:/var/log/shop/server.log
StandardError=inherit
Restart=always
TimeoutStopSec=60
NoNewPrivileges=yes
ProtectSystem=strict
StateDirectory=shop

[Install]
WantedBy=multi-user.target
END_OF_FILE
systemctl daemon-reload
systemctl enable --now shop.service

healthy() { curl --silent --fail --max-time 3 --output /dev/null "$health"; }
alarmed() {
  aws cloudwatch describe-alarms --alarm-names "$alarm" --output text \
    --query "MetricAlarms[?StateValue=='ALARM'].StateTransitionedTimestamp"
}
for ((waited = 0; waited < 180; waited += 3)); do
  if healthy; then break; fi
  sleep 3
done
for ((watched = 0; watched < watch; watched += 15)); do
  healthy
  since=$(alarmed)
  if [ -n "$since" ] && (($(date -d "$since" +%s) > begun - 600)); then
    echo "the alarm $alarm went off while this server started"
    exit 1
  fi
  sleep 15
done
