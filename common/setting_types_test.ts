import { deepEqual, equal, throws } from "node:assert/strict";
import {
  addresses,
  decimal,
  duration,
  kafkaName,
  oneOf,
  onOff,
  port,
  text,
  webAddress,
  wholeNumber,
} from "./setting_types.ts";

function refuses(parse: (text: string) => unknown, ...texts: string[]): void {
  for (const value of texts) throws(() => parse(value), /^Error: must /, `"${value}" was taken`);
}

Deno.test("wholeNumber() takes its range and nothing else", () => {
  equal(wholeNumber({ min: 1, max: 5 })("5"), 5);
  refuses(wholeNumber({ min: 1, max: 5 }), "0", "6", "1.5", "", " ", "x", "1e1", "0x2", "Infinity");
});

Deno.test("decimal() takes what lies above its bound", () => {
  equal(decimal()("0.25"), 0.25);
  refuses(decimal({ max: 10 }), "0", "-1", "10.1", "", "NaN", "Infinity", "1,5");
});

Deno.test("duration() reads every unit as milliseconds", () => {
  deepEqual(["250ms", "1.5s", "2m", "168h"].map(duration()), [250, 1500, 120_000, 604_800_000]);
});

Deno.test("duration() refuses a missing unit and what lies outside its range", () => {
  refuses(duration({ min: "1s", max: "1m" }), "5", "", "s", "-5s", "999ms", "61s", "1d", "1 s");
});

Deno.test("addresses() takes names and IPv4", () => {
  deepEqual(addresses()("a:1, 10.0.0.1:9092"), ["a:1", "10.0.0.1:9092"]);
});

Deno.test("addresses() refuses what has no host or no port", () => {
  refuses(addresses(), "", "a", "a:", ":1", "a:0", "a:65536", "a:1,", "http://a:1", "::1:9092");
  throws(() => addresses()("a:1,[::1]:9092"), /IPv6/);
});

Deno.test("port() takes 0, off and real ports", () => {
  deepEqual(["0", "off", "65535"].map(port()), [0, "off", 65535]);
  refuses(port(), "65536", "-1", "", "on", "1.5");
});

Deno.test("oneOf(), onOff(), text() and kafkaName() keep to their rule", () => {
  equal(oneOf("a", "b")("b"), "b");
  refuses(oneOf("a", "b"), "c", "");
  refuses(onOff(), "yes", "");
  refuses(text(), "", "  ");
  equal(kafkaName()("stock_ticks.1-x"), "stock_ticks.1-x");
  refuses(kafkaName(), "", "a b", ".", "..", "x".repeat(250), "ä");
});

Deno.test("webAddress() takes HTTP addresses and drops the slash at the end", () => {
  equal(
    webAddress()("http://registry:8080/apis/ccompat/v7/"),
    "http://registry:8080/apis/ccompat/v7",
  );
  equal(webAddress()("https://registry"), "https://registry");
  refuses(webAddress(), "", "registry:8080", "ftp://registry", "http://", "http://registry/?a=1");
});
