import { once } from 'events';
import { connect } from 'net';

/** Sends exactly these bytes and returns all that comes back; clients would put them right. */
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
