import { IncomingMessage } from 'http';

/** All of a request's body, or undefined when there is more of it than that. */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: a browser that is cut off while sending shows no answer.
    if (size <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maximumBytes ? Buffer.concat(chunks) : undefined;
}
