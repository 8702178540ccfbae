/** The header in which the edge hands on the visitor's address, over whatever the visitor wrote there. */
export const ADDRESS_HEADER = 'x-shop-viewer-address';
