/** Statistics that decide whether a measurement is significant. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Returns the standard error of the median, from the median of deviations, which outliers do not change. */
export function standardError(values: readonly number[]): number {
  const deviations = values.map((value) => Math.abs(value - median(values)));
  return 1.4826 * median(deviations) * Math.sqrt(Math.PI / 2 / values.length);
}

/** Returns the noise of a measurement: the deviation of the control from 1, or its standard error if that is larger. */
export function noiseOf(controlRatios: readonly number[]): number {
  return Math.max(Math.abs(median(controlRatios) - 1), standardError(controlRatios));
}
