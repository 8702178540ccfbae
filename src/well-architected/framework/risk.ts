/** Risk of a best practice that is not established, in AWS's words. */
export type Risk = 'HIGH' | 'MEDIUM' | 'LOW';
