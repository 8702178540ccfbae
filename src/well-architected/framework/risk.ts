/** AWS's own words for what a best practice that is not established risks. */
export type Risk = 'HIGH' | 'MEDIUM' | 'LOW';
