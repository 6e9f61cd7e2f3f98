const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on a volume is counted in millions, which keeps its column narrow. */
const LARGE_VOLUME = 1e9;

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const twoDecimals = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** 1234567 → "1,234,567". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 2800.1 → "2,800.10". */
export function formatPrice(price: number): string {
  return twoDecimals.format(price);
}

/** 1234567 → "1,234,567", 12345678901 → "12,345.7 M". */
export function formatVolume(volume: number): string {
  return volume < LARGE_VOLUME ? whole.format(volume) : `${oneDecimal.format(volume / 1e6)} M`;
}

/** Per second: 0.666 → "0.7", 1234 → "1,234". */
export function formatRate(rate: number): string {
  return rate < 99.95 ? oneDecimal.format(rate) : whole.format(rate);
}

/** A share as a percentage, its direction as an arrow: 0.0123 → "▲ 1.23%", 0 → "0.00%". */
export function formatChange(change: number): string {
  const percent = twoDecimals.format(Math.abs(change) * 100);
  if (percent === "0.00") return "0.00%";
  return `${change > 0 ? "▲" : "▼"} ${percent}%`;
}

/** Milliseconds in the unit that suits: "4 ms", "1.2 s", "42 s", "12 min", "5 h", "3 d". */
export function formatDuration(milliseconds: number): string {
  const duration = Math.max(0, milliseconds);
  if (duration < 999.5) return `${Math.round(duration)} ms`;
  if (duration < 9_950) return `${oneDecimal.format(duration / 1000)} s`;
  return formatAge(duration);
}

/** Like {@linkcode formatDuration} in whole seconds, so that it does not flicker: "0 s", "7 s". */
export function formatAge(milliseconds: number): string {
  const age = Math.max(0, milliseconds);
  if (age < 100_000) return `${Math.floor(age / 1000)} s`;
  if (age < 100 * MINUTE) return `${Math.floor(age / MINUTE)} min`;
  if (age < 48 * HOUR) return `${Math.floor(age / HOUR)} h`;
  return `${whole.format(Math.floor(age / DAY))} d`;
}

/** Ascending numbers, neighbours drawn together: [0, 1, 2, 5] → "0–2, 5". */
export function formatRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => from === to ? `${from}` : `${from}–${to}`).join(", ");
}

/** 1 → "1 symbol", 2 → "2 symbols". */
export function formatNoun(count: number, noun: string): string {
  return `${whole.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}
