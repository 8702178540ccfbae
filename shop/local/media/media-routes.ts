import { IncomingMessage, ServerResponse } from 'http';
import { LocalMedia, UploadRefused } from './media';
import { parseMultipart } from './multipart';
import { PATHS } from '../../../src/contract/paths';
import { InvalidInput } from '../../domain/validation';
import { escapeHtml } from '../../presentation/mails/compose';
import { readBody } from '../load-balancer/body';
import { GatewayRoute } from '../load-balancer/local-gateway';

/** Path that upload forms are sent to. */
export const UPLOAD_PATH = '/_media';

/** Enough for a form with the largest picture. */
const MAXIMUM_BYTES = 32 * 1024 * 1024;

/** Routes that stand in for CloudFront (pictures) and S3 (uploads). */
export function mediaRoutes(media: LocalMedia): readonly GatewayRoute[] {
  return [
    { pathPrefix: PATHS.media, answer: async (request, response) => show(media, request, response) },
    { pathPrefix: UPLOAD_PATH, answer: async (request, response) => upload(media, request, response) },
  ];
}

async function show(media: LocalMedia, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = keyOf(request.url ?? '');
  const file = request.method === 'GET' || request.method === 'HEAD' ? await media.read(key) : undefined;
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such picture.\n');
    return;
  }
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.content.length,
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
    // An uploaded file may only be shown as a picture.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(request.method === 'HEAD' ? undefined : file.content);
}

function keyOf(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0].slice(1));
  } catch {
    return '';
  }
}

async function upload(media: LocalMedia, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST') {
      throw new UploadRefused(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
    }
    const body = await readBody(request, MAXIMUM_BYTES);
    if (!body) throw new UploadRefused(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    const { fields, file } = parseMultipart(request.headers['content-type'] ?? '', body);
    response.writeHead(303, { location: await media.take(fields, file), 'content-length': 0 }).end();
  } catch (error) {
    const refused =
      error instanceof InvalidInput ? new UploadRefused(400, 'MalformedPOSTRequest', error.message) : error;
    if (!(refused instanceof UploadRefused)) throw error;
    response.writeHead(refused.status, { 'content-type': 'application/xml' });
    response.end(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        `<Error><Code>${refused.code}</Code><Message>${escapeHtml(refused.message)}</Message></Error>`,
    );
  }
}
