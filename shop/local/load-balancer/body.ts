import { IncomingMessage } from 'http';

/**
 * Reads the whole body of a request.
 *
 * @param maximumBytes - a larger body is read to its end but not kept
 * @returns undefined when the body is larger
 */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end anyway, because a browser that is interrupted while sending shows no answer.
    if (size <= maximumBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maximumBytes ? Buffer.concat(chunks) : undefined;
}
