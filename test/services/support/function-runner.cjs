// Runs built functions in this process, as Lambda's runtime does. Each environment loads the file again, with separate
// module state and connections. The parent sends events and receives answers; this process ends with its parent.
const handlers = new Map();

function handlerOf(file, environment) {
  const key = `${environment} ${file}`;
  if (!handlers.has(key)) {
    const path = require.resolve(file);
    delete require.cache[path];
    handlers.set(key, require(path).handler);
  }
  return handlers.get(key);
}

function context(id) {
  const end = Date.now() + 30_000;
  return {
    awsRequestId: String(id),
    functionName: 'shop',
    functionVersion: '$LATEST',
    memoryLimitInMB: '512',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:shop',
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}

process.on('message', async ({ id, file, environment, event }) => {
  try {
    const handler = handlerOf(file, environment);
    process.send({ id, result: event === undefined ? undefined : await handler(event, context(id)) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.stack : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
