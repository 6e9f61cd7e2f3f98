/** Where the lab's parts are. One lab per machine: its addresses are there only once. */

/** Keys, disks and logs; `down` removes it. Not below a folder that hosts overlay. */
export const FOLDER = "/srv/kafka-sim-lab";

/** The bridge that joins the hosts. Its address says that it is the lab's: "kslab" in ASCII. */
export const BRIDGE = { name: "kslab", mac: "02:6b:73:6c:61:62" } as const;

/** All of the lab's addresses. */
export const NETWORK = "10.99.0.0/24";

/** This machine on the bridge. */
export const MACHINE = "10.99.0.1";

/** What is on the bridge besides this machine. */
export interface Station {
  readonly name: string;
  readonly address: string;
}

/** The registry of images; also the hosts' gateway, which leads nowhere. */
export const MIRROR: Station = { name: "mirror", address: "10.99.0.10" };

/** The hosts. */
export const HOSTS: readonly Station[] = [
  { name: "host-1", address: "10.99.0.11" },
  { name: "host-2", address: "10.99.0.12" },
  { name: "host-3", address: "10.99.0.13" },
];

/** The end of a station's link that is on the bridge. */
export function linkOf({ name }: Station): string {
  return `${BRIDGE.name}-${name}`;
}
