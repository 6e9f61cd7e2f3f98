import { equal } from "node:assert/strict";
import { groupName } from "./group_name.ts";

Deno.test("groupName() gives each topic a group of its own", () => {
  equal(groupName("tick-consumers", "stock_ticks"), "tick-consumers");
  equal(groupName("tick-consumers", "stock_ticks_dlq"), "tick-consumers-stock_ticks_dlq");
  equal(groupName("mine", "drill"), "mine-drill");
});
