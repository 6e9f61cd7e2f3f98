/** A layer of an image, as `docker history` tells it. */
export interface Layer {
  readonly size: string;
  readonly step: string;
}

/** The layers that take room, from the last line of `docker history --format "{{.Size}}\t{{.CreatedBy}}"` up. */
export function readLayers(history: string): Layer[] {
  const lines = history.split("\n").filter(Boolean).reverse();
  return lines.map((line) => {
    const [size = "", step = ""] = line.split("\t");
    return { size, step: plain(step) };
  }).filter(({ size }) => !/^0\s?B$/.test(size));
}

/** The builder's own words around a step say nothing. */
function plain(step: string): string {
  const text = step.replace(/^\/bin\/sh -c #\(nop\)\s+/, "").replace(/# buildkit$/, "")
    .replace(/\b(dir|file|multi):[0-9a-f]{8,}( in)?/g, "").replace(/\s+/g, " ").trim();
  return text.length > 72 ? `${text.slice(0, 71)}…` : text;
}

/** `123.4 MB` of bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
