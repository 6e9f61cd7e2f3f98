import type { Fault, FaultRequest } from "./contract.ts";

/** What is known of a fault after one more request; undefined if it is about another fault. */
export function mergeFault(known: Fault | undefined, request: FaultRequest): Fault | undefined {
  if (known && known.name !== request.name) return undefined;
  const { name, proof, excused, forbidden, limits } = request;
  return {
    name,
    expectation: request.expectation ?? known?.expectation ?? "",
    outcome: request.outcome ?? known?.outcome ?? "",
    limits: { ...known?.limits, ...limits },
    bites: request.bites ?? known?.bites ?? 1,
    proofs: [...known?.proofs ?? [], ...proof === undefined ? [] : [proof]],
    kills: [...known?.kills ?? [], ...request.kills ?? []],
    excused: [...known?.excused ?? [], ...excused ? [excused] : []],
    forbidden: [...known?.forbidden ?? [], ...forbidden ? [forbidden] : []],
  };
}
