/** HTTP headers that the architecture sets and the shop reads. */
export const HEADERS = {
  /** The visitor's IP address. CloudFront sets it; servers and web ACL count requests by it. */
  viewerAddress: 'x-shop-viewer-address',
} as const;
