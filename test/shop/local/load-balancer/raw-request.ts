import { once } from 'events';
import { connect } from 'net';

/** Sends exactly these bytes and returns the whole answer. HTTP clients would correct the request. */
export async function rawRequest(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += String(chunk);
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
