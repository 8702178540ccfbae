import { InvalidInput } from '../../domain/validation';

/** Form with at most one file. */
export interface MultipartForm {
  /** Values by name; of a repeated name the last one. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file?: Buffer;
}

const LINE = '\r\n';

/**
 * Parses a form with one file, as browsers send it (RFC 7578). Fields after the file are ignored, as S3 does.
 *
 * @param contentType - header of the request; without a boundary it is refused
 * @throws InvalidInput for a malformed body
 */
export function parseMultipart(contentType: string, body: Buffer): MultipartForm {
  const boundary = /^multipart\/form-data\s*;.*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType);
  if (!boundary) throw new InvalidInput('body', 'must be multipart/form-data with a boundary');
  const delimiter = Buffer.from(`${LINE}--${boundary[1] ?? boundary[2]}`);
  // The first boundary has no line before it.
  const parts = split(Buffer.concat([Buffer.from(LINE), body]), delimiter);
  const fields = new Map<string, string>();
  for (const part of parts) {
    const { name, content } = readPart(part);
    if (name === 'file') return { fields, file: content };
    fields.set(name, content.toString('utf8'));
  }
  return { fields };
}

function split(body: Buffer, delimiter: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let begin = body.indexOf(delimiter);
  if (begin !== 0) throw new InvalidInput('body', 'must begin with the boundary');
  for (;;) {
    const end = body.indexOf(delimiter, begin + delimiter.length);
    if (end < 0) break;
    parts.push(body.subarray(begin + delimiter.length + LINE.length, end));
    begin = end;
  }
  if (body.toString('latin1', begin + delimiter.length, begin + delimiter.length + 2) !== '--') {
    throw new InvalidInput('body', 'must end with the boundary');
  }
  return parts;
}

function readPart(part: Buffer): { readonly name: string; readonly content: Buffer } {
  const end = part.indexOf(LINE + LINE);
  const header = part.toString('utf8', 0, Math.max(end, 0));
  const name = /^content-disposition:\s*form-data;(?:[^\r\n]*;)?\s*name="([^"\r\n]{1,100})"/im.exec(header)?.[1];
  if (name === undefined) throw new InvalidInput('body', 'must name each field');
  return { name, content: part.subarray(end + 2 * LINE.length) };
}
