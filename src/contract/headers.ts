/** HTTP headers that the architecture writes and the shop reads. */
export const HEADERS = {
  /** The visitor's address: CloudFront writes it, servers and web ACL count requests by it. */
  viewerAddress: 'x-shop-viewer-address',
} as const;
