/** How the text of a setting is read: each throws an error that states the rule. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Any text but none. */
export function text(): (text: string) => string {
  return (text) => {
    if (text.trim() === "") throw new Error("must not be empty");
    return text;
  };
}

/** A switch. */
export function onOff(): (text: string) => boolean {
  return (text) => {
    if (text === "true" || text === "1") return true;
    if (text === "false" || text === "0") return false;
    throw new Error("must be true or false");
  };
}

/** One of the names. */
export function oneOf<const N extends readonly string[]>(...names: N): (text: string) => N[number] {
  return (text) => {
    if (!names.includes(text)) throw new Error(`must be one of ${names.join(", ")}`);
    return text;
  };
}

/** A whole number from `min` to `max`. */
export function wholeNumber(
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): (text: string) => number {
  const upTo = max === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${max}`;
  return (text) => {
    const number = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (!(number >= min && number <= max)) {
      throw new Error(`must be a whole number of at least ${min}${upTo}`);
    }
    return number;
  };
}

/** A decimal number above `above` and at most `max`. */
export function decimal(
  { above = 0, max = Number.MAX_SAFE_INTEGER }: { above?: number; max?: number } = {},
): (text: string) => number {
  const upTo = max === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${max}`;
  return (text) => {
    const number = text.trim() === "" ? NaN : Number(text);
    if (!(number > above && number <= max)) {
      throw new Error(`must be a number above ${above}${upTo}`);
    }
    return number;
  };
}

/** A time such as `1500ms`, `1.5s`, `2m` or `168h`, in milliseconds. */
export function duration(
  { min = "1ms", max = "10000h" }: { min?: string; max?: string } = {},
): (text: string) => number {
  return (text) => {
    const value = milliseconds(text);
    if (!(value >= milliseconds(min) && value <= milliseconds(max))) {
      throw new Error(`must be a time with its unit (ms, s, m, h) from ${min} to ${max}`);
    }
    return value;
  };
}

function milliseconds(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  return amount === undefined ? NaN : Number(amount) * UNITS[unit!]!;
}

/** Broker addresses, `host:port` with commas between; an IPv6 host needs its name. */
export function addresses(): (text: string) => readonly string[] {
  return (text) => {
    const list = text.split(",").map((part) => part.trim());
    for (const address of list) {
      // kafkajs takes what stands before the first colon for the host.
      if (address.startsWith("[")) {
        throw new Error("must name hosts: kafkajs cannot use an IPv6 address itself");
      }
      const [, port] = /^[^\s:/@[\]]+:(\d{1,5})$/.exec(address) ?? [];
      if (!(Number(port) >= 1 && Number(port) <= 65535)) {
        throw new Error("must be HOST:PORT, several with commas between");
      }
    }
    return list;
  };
}

/** A port of this machine, 0 for any free one, or `off`. */
export function port(): (text: string) => number | "off" {
  return (text) => {
    if (text === "off") return text;
    const number = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(number <= 65535)) {
      throw new Error("must be a port from 0 (any free one) to 65535, or off");
    }
    return number;
  };
}

/** A topic or group name by Kafka's rule: letters, digits, dot, underscore, hyphen, at most 249. */
export function kafkaName(): (text: string) => string {
  return (text) => {
    if (!/^[a-zA-Z0-9._-]{1,249}$/.test(text) || text === "." || text === "..") {
      throw new Error("must be 1 to 249 letters, digits, dots, underscores or hyphens");
    }
    return text;
  };
}

/** The address of an HTTP service, without a slash at its end. */
export function webAddress(): (text: string) => string {
  return (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !["http:", "https:"].includes(url.protocol) || url.search || url.hash) {
      throw new Error("must be an address like http://HOST:PORT/PATH");
    }
    return url.href.replace(/\/+$/, "");
  };
}
