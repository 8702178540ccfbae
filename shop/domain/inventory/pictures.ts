/**
 * Keys of product pictures in the media storage. Each key begins with its product's prefix, so a picture cannot replace
 * that of another product. No key is used twice.
 */
import { MEDIA_PREFIX } from '../../../src/contract/paths';

/** Returns the path of a stored file, relative to the shop's address. */
export function mediaUrl(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Accepted media types with their file extensions. */
export const PICTURE_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
} as const;

export type PictureType = keyof typeof PICTURE_TYPES;

/** Size limit of an uploaded picture, in bytes. */
export const MAXIMUM_PICTURE_BYTES = 5 * 1024 * 1024;

export function isPictureType(value: unknown): value is PictureType {
  return typeof value === 'string' && Object.hasOwn(PICTURE_TYPES, value);
}

/**
 * Creates the key of a new picture. Caches keep a picture for a long time, so a changed picture gets another key.
 *
 * @param pictureId - new ULID of the picture, never one that was used before
 */
export function pictureKey(productId: string, pictureId: string, type: PictureType): string {
  return `${folder(productId)}${pictureId}.${PICTURE_TYPES[type]}`;
}

/** Returns the file name of a key, for an address below that of its product. */
export function pictureFile(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/**
 * Builds the key for a file name. Check it with `isPictureOf` when the name comes from a request.
 *
 * @param file - file name as `pictureFile` returns it
 */
export function pictureKeyOf(productId: string, file: string): string {
  return folder(productId) + file;
}

/**
 * Tells that `pictureKey` could have created the key for this product.
 *
 * @param key - key from a request, in any format
 */
export function isPictureOf(productId: string, key: string): boolean {
  return (
    key.startsWith(folder(productId)) &&
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.(jpg|png|webp|avif)$/.test(key.slice(folder(productId).length))
  );
}

function folder(productId: string): string {
  return `${MEDIA_PREFIX}products/${productId}/`;
}
