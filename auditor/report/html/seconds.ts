/** A time in milliseconds for people: tenths, and none where it is a whole number of seconds. */
export function seconds(milliseconds: number): string {
  const tenths = (milliseconds / 1_000).toFixed(1);
  return `${milliseconds % 1_000 === 0 ? tenths.slice(0, -2) : tenths} s`;
}
