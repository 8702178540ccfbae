#!/bin/bash
set -Eeuo pipefail
umask 027
export PATH="$PATH:/opt/aws/bin" AWS_DEFAULT_REGION='@REGION@' AWS_MAX_ATTEMPTS=5
log=/var/log/shop/start-up.log
logs='@LOG_GROUP@'

# Signals success or failure to CloudFormation. After a failure the end of the log is in CloudWatch and on the console.
finish() {
  code=$?
  trap - ERR EXIT
  set +e
  hash cfn-signal || dnf install -y --quiet aws-cfn-bootstrap
  cfn-signal --exit-code $code --stack '@STACK@' --resource '@GROUP@' --region "$AWS_DEFAULT_REGION" \
    || echo 'no deployment waits for this server'
  if [ $code -ne 0 ]; then
    tail -n 20 /var/log/shop/server.log 2> /dev/null
    tail -n 60 "$log" > /dev/console
    to=(--log-group-name "$logs" --log-stream-name "$(cat /var/lib/cloud/data/instance-id)/failure")
    aws logs create-log-stream "${to[@]}"
    text=$(tail -n 60 "$log" | tr -d '\000-\011\013-\037' | sed 's/["\\]/\\&/g; s/$/\\n/' | tr -d '\n')
    aws logs put-log-events "${to[@]}" --log-events "[{\"timestamp\":$(date +%s)000,\"message\":\"$text\"}]"
  fi
  exit $code
}
trap finish EXIT
trap 'echo "line $LINENO failed: $BASH_COMMAND"' ERR
mkdir -p /var/log/shop /opt/shop
exec >> "$log" 2>&1

install -D -m 600 /dev/stdin /etc/shop/environment <<'END_OF_FILE'
@ENVIRONMENT@
END_OF_FILE
health='http://127.0.0.1:@PORT@@HEALTH_CHECK_PATH@'
watch=@WATCH_SECONDS@
alarm='@ALARM@'
packages='nodejs24'
code='@CODE_URL@'
install -D -m 750 /dev/stdin /opt/shop/start <<'END_OF_FILE'
#!/bin/bash
exec node-24 server.js
END_OF_FILE
aws s3 cp --no-progress '@START_UP_URL@' /opt/shop/start-up.sh
. /opt/shop/start-up.sh
