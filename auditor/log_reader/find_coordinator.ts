import type { Api } from "./api.ts";

/** Asks which broker keeps a group's offsets. */
export const findCoordinator: Api<
  { readonly group: string },
  { readonly errorCode: number; readonly address: string }
> = {
  name: "FindCoordinator",
  key: 10,
  version: 2,
  encode: (writer, { group }) => {
    writer.string(group).int8(0);
  },
  decode: (reader) => {
    reader.int32(); // throttle time
    const errorCode = reader.int16();
    reader.nullableString(); // message
    reader.int32(); // node
    const host = reader.string();
    const port = reader.int32();
    return {
      errorCode,
      address: `${host.includes(":") ? `[${host}]` : host}:${port}`,
    };
  },
};
