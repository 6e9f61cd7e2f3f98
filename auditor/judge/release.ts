/**
 * Gives the memory of these arrays back now, and leaves them empty: the garbage collector sees little
 * of it and would let partition after partition pile up.
 */
export function release(arrays: Iterable<ArrayBufferView<ArrayBuffer>>): void {
  for (const { buffer } of arrays) buffer.transfer(0);
}
