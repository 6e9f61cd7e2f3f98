import type { Api } from "./api.ts";

/** What a broker serves of one API. */
export interface ServedVersions {
  readonly key: number;
  readonly min: number;
  readonly max: number;
}

/** Asks which versions of which API a broker serves. */
export const apiVersions: Api<
  void,
  { errorCode: number; served: readonly ServedVersions[] }
> = {
  name: "ApiVersions",
  key: 18,
  version: 0,
  encode: () => {},
  decode: (reader) => ({
    errorCode: reader.int16(),
    served: reader.array(() => ({
      key: reader.int16(),
      min: reader.int16(),
      max: reader.int16(),
    })),
  }),
};
