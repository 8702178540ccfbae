/** Pictures of products: browsers send them to the store themselves, so that none passes through a server. */

export interface Upload {
  /** Where the form posts to. */
  readonly url: string;
  /** Hidden fields of the form, before the file. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface MediaStorage {
  /** Good for a few minutes, for this key, type and at most so many bytes; the browser is then sent to `returnTo`, with more in its query. */
  createUpload(upload: {
    readonly key: string;
    readonly contentType: string;
    readonly maximumBytes: number;
    readonly returnTo: string;
  }): Promise<Upload>;
  /** Whether something was really uploaded there. */
  exists(key: string): Promise<boolean>;
}
