/**
 * Requests one page of one server over a number of open connections, each with one request at a time. Runs in a
 * separate process with plain sockets, because an HTTP client needs more CPU time than the measured servers, on the
 * same two cores.
 */
import { connect, Socket } from 'net';
import { Answered, Load } from './page-spec';

const HEAD_END = '\r\n\r\n';

process.on('message', (message) => {
  run(message as Load).then(
    (answered) => process.send?.(answered),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run({ port, path, connections, warmMs, measuredMs }: Load): Promise<Answered> {
  const counts = { answered: 0, failed: 0, stopped: false };
  const clients = Array.from({ length: connections }, async () => client(port, path, counts));
  await sleep(warmMs);
  const [before, begun] = [counts.answered, performance.now()];
  await sleep(measuredMs);
  const answered: Answered = {
    perSecond: ((counts.answered - before) * 1_000) / (performance.now() - begun),
    failed: counts.failed,
  };
  counts.stopped = true;
  await Promise.all(clients);
  return answered;
}

async function client(
  port: number,
  path: string,
  counts: { answered: number; failed: number; stopped: boolean },
): Promise<void> {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/html\r\n\r\n`;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    let missing = 0;
    const next = () => {
      if (counts.stopped) {
        socket.destroy();
        resolve();
      } else {
        socket.write(request);
      }
    };
    socket.on('error', reject);
    socket.on('close', () =>
      counts.stopped ? resolve() : reject(new Error(`the server at port ${port} closed a connection in use`)),
    );
    socket.on('connect', next);
    socket.on('data', (chunk) => {
      missing = missing === 0 ? answerLength(chunk, counts) - chunk.length : missing - chunk.length;
      if (missing < 0) reject(new Error('more arrived than one answer'));
      if (missing > 0) return;
      counts.answered += 1;
      next();
    });
  }).finally(() => close(socket));
}

/** Length of headers and body. The headers are small, so they arrive in one chunk. */
function answerLength(chunk: Buffer, counts: { failed: number }): number {
  const end = chunk.indexOf(HEAD_END);
  const head = chunk.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (end < 0 || length === undefined) throw new Error(`an answer without a length: ${head}`);
  if (!head.startsWith('HTTP/1.1 200 ')) counts.failed += 1;
  return end + HEAD_END.length + Number(length);
}

function close(socket: Socket): void {
  socket.removeAllListeners('close');
  socket.destroy();
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
