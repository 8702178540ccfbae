/** Keys of pictures: below their product, so that nobody can take another product's, and never used twice. */
import { MEDIA_PREFIX } from '../../../src/contract/paths';

export function mediaUrl(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`;
}

export const PICTURE_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
} as const;

export type PictureType = keyof typeof PICTURE_TYPES;

export const MAXIMUM_PICTURE_BYTES = 5 * 1024 * 1024;

export function isPictureType(value: unknown): value is PictureType {
  return typeof value === 'string' && Object.hasOwn(PICTURE_TYPES, value);
}

/** Copies of a picture are kept for long, so a changed one has another key. */
export function pictureKey(productId: string, pictureId: string, type: PictureType): string {
  return `${folder(productId)}${pictureId}.${PICTURE_TYPES[type]}`;
}

/** The key's own part, for an address below the product's. */
export function pictureFile(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

export function pictureKeyOf(productId: string, file: string): string {
  return folder(productId) + file;
}

/** Whether the key is one that `pictureKey` made for this product. */
export function isPictureOf(productId: string, key: string): boolean {
  return (
    key.startsWith(folder(productId)) &&
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.(jpg|png|webp|avif)$/.test(key.slice(folder(productId).length))
  );
}

function folder(productId: string): string {
  return `${MEDIA_PREFIX}products/${productId}/`;
}
