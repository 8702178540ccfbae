/** What decides whether a measurement says anything. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** By how much a median would vary from one benchmark to the next; from the median of deviations, which outliers do not move. */
export function standardError(values: readonly number[]): number {
  const deviations = values.map((value) => Math.abs(value - median(values)));
  return 1.4826 * median(deviations) * Math.sqrt(Math.PI / 2 / values.length);
}

/** By how much something differs from itself: as the control measured it, or as its runs scatter if that is more. */
export function noiseOf(controlRatios: readonly number[]): number {
  return Math.max(Math.abs(median(controlRatios) - 1), standardError(controlRatios));
}
