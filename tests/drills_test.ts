import { deepEqual, equal, ok } from "node:assert/strict";
import type { Status } from "../auditor/control/contract.ts";
import type { Report } from "../auditor/report/report.ts";
import type { AuditorStatus } from "../dev/drill/auditor/control.ts";
import { exists, makeFolder, tell } from "./support/environment.ts";
import { TestProgram } from "./support/program.ts";

/** What a drill reads of a status has to be what the auditor writes: checked with the types. */
const _fits: (status: Status) => AuditorStatus = (status) => status;

/** Seconds: for all drills of one command. */
const LONGEST = 330;
const DRILLS = ["none", "kill-leader", "pause-leader"];
/** Damages, and the finding that each must lead to. */
const PLANTS = { acks1: "lost", skipped: "unseen" } as const;

Deno.test("three drills pass: nothing is lost and each is overcome within its limit", async () => {
  const { folder, code, program } = await drill(DRILLS);
  tell(tableOf(program));
  equal(code, 0, program.stdout + program.stderr);
  for (const [index, name] of DRILLS.entries()) {
    const report = await reportOf(`${folder}/0${index + 1}-${name}`);
    equal(report.verdict.result, "passed");
    equal(report.fault!.name, name);
    equal(report.fault!.proofs.length, report.fault!.bites);
    ok(report.limits.writing !== null && report.limits.reading !== null);
    for (const { partition, acknowledged } of report.partitions) {
      ok(acknowledged >= 100, `${name}, partition ${partition}`);
    }
    ok(exists(`${folder}/0${index + 1}-${name}/report.html`));
  }
  deepEqual((await phasesOf(folder, "02-kill-leader")).filter((phase) => phase !== "in-sync"), [
    ...["start", "steady", "inject", "bite", "bite", "overcome", "heal", "quiet", "verdict", "end"],
  ]);
});

for (const [plant, finding] of Object.entries(PLANTS)) {
  Deno.test(`what the plant ${plant} damages is found, and blamed on nobody else`, async () => {
    const { folder, code, program } = await drill([`--plant=${plant}`]);
    tell(tableOf(program));
    equal(code, 3, program.stdout + program.stderr);
    const names = [...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory);
    equal(names.length, 1);
    const { verdict, findings } = await reportOf(`${folder}/${names[0]!.name}`);
    equal(verdict.result, "failed");
    ok(verdict.failing.includes(finding), verdict.sentence);
    const { senders = {} } = findings.find(({ kind }) => kind === finding)!;
    deepEqual(Object.keys(senders).filter((sender) => !sender.startsWith("plant-")), []);
  });
}

/** Runs `deno task drill` with these arguments to its end. */
async function drill(args: readonly string[]) {
  const folder = await makeFolder("drills");
  await using program = await TestProgram.start("dev/drill", [...args, `--report=${folder}`]);
  const { code } = await program.end(LONGEST);
  return { folder, code, program };
}

async function reportOf(folder: string): Promise<Report> {
  return JSON.parse(await Deno.readTextFile(`${folder}/report.json`));
}

/** What the journal of a series tells of one drill. */
async function phasesOf(folder: string, drill: string): Promise<string[]> {
  const lines = (await Deno.readTextFile(`${folder}/drills.jsonl`)).trim().split("\n");
  const news = lines.map((line) => JSON.parse(line) as { drill: string; phase: string });
  return news.filter((one) => one.drill === drill).map(({ phase }) => phase);
}

function tableOf({ stdout }: TestProgram): string {
  return stdout.slice(stdout.lastIndexOf("\ndrill ")).split("\n\n")[0]!.trim();
}
