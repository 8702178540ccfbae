/** Storage of product pictures. Browsers upload directly to it, so no picture passes through a server. */

/** Form with which a browser uploads a file. */
export interface Upload {
  /** Address that the form is posted to. */
  readonly url: string;
  /** Hidden fields, which must come before the file. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Storage of uploaded files. */
export interface MediaStorage {
  /**
   * Permits one upload of this key and media type, of at most `maximumBytes`, for a few minutes. After the upload the
   * browser is redirected to `returnTo`, with additional query parameters.
   */
  createUpload(upload: {
    readonly key: string;
    readonly contentType: string;
    readonly maximumBytes: number;
    readonly returnTo: string;
  }): Promise<Upload>;
  /** True when a file was uploaded under this key. */
  exists(key: string): Promise<boolean>;
}
