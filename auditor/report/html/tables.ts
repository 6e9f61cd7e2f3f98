import type { Report, ReportFinding, ReportPartition } from "../report.ts";
import { number } from "../sentence.ts";
import { html, type Markup, type Piece } from "./markup.ts";

/** The table of findings; each opens to its examples. */
export function findingsTable({ findings }: Report): Markup {
  if (findings.length === 0) return html`<p>Nothing was found, not even something to count.</p>`;
  return table(["Finding", "Number", "Counts as", "Means"], [
    ...findings.map((finding) => [
      finding.kind,
      numeric(finding.count),
      finding.fails ? html`<span class="bad">failed</span>` : "counted only",
      html`${finding.means}${examples(finding)}`,
    ]),
  ]);
}

function examples({ causes, examples }: ReportFinding): Markup {
  const list = Object.entries(causes)
    .map(([cause, count]) => `${number(count)} ${cause.replaceAll("_", " ")}`).join(", ");
  return html`
    <details>
      <summary>${list}: examples</summary>
      <ul>${examples.map(({ partition, sender, sequence, offset, detail, replicas = [] }) => {
        const where = [
          `partition ${partition}`,
          offset === undefined ? undefined : `offset ${offset}`,
          sender && `sender ${sender}`,
          sequence === undefined ? undefined : `sequence ${sequence}`,
        ].filter(Boolean);
        const holders = replicas.length > 0 ? `; it is in ${replicas.join(" and ")}` : "";
        return html`<li><code>${where.join(", ")}</code>: ${detail}${holders}</li>`;
      })}</ul>
    </details>
  `;
}

/** Everything per partition, in numbers. */
export function partitionsTable({ partitions, run }: Report): Markup {
  const judgesReading = run.group !== null;
  return table(
    [
      "Partition",
      "Sent",
      "Acknowledged",
      "Unknown",
      "In the log",
      ...judgesReading ? ["Read"] : [],
      "Outage of writing",
      ...judgesReading ? ["Outage of reading"] : [],
      "From node",
    ],
    partitions.map((partition) => [
      String(partition.partition),
      numeric(partition.sent),
      numeric(partition.acknowledged),
      numeric(partition.unknown),
      numeric(partition.records),
      ...judgesReading ? [numeric(partition.handled ?? 0)] : [],
      numeric(partition.longestWritingOutage, 1_000),
      ...judgesReading ? [numeric(partition.longestReadingOutage ?? 0, 1_000)] : [],
      nodesOf(partition),
    ]),
    "Outages in seconds: the longest time with something due and nothing done.",
  );
}

/** The nodes that were read from, reading by reading. */
function nodesOf({ leaders }: ReportPartition): string {
  const nodes = leaders.map(({ node, leads }) => leads ? `${node}` : `${node} (follower)`);
  return nodes.filter((node, index) => node !== nodes[index - 1]).join(", then ");
}

/** The files. */
export function ledgersTable({ ledgers }: Report): Markup {
  return table(
    ["Ledger", "Of", "Bytes", "Ended"],
    ledgers.map(({ file, kind, name, bytes, closed, tornBytes }) => [
      html`<code>${file}</code>`,
      html`${kind} <code>${name}</code>`,
      numeric(bytes),
      tornBytes > 0
        ? html`<span class="bad">torn, ${tornBytes} bytes are no whole block</span>`
        : closed
        ? "closed by its writer"
        : "not closed: killed",
    ]),
  );
}

/** What the program was told. */
export function settingsTable({ settings, tool, run }: Report): Markup {
  const rows = Object.entries({
    ...settings,
    brokers: run.brokers.join(", "),
    deno: tool.deno,
    platform: tool.platform,
  });
  return html`<details><summary>Settings and versions</summary>${
    table(["Setting", "Value"], rows.map(([name, value]) => [name, String(value ?? "not set")]))
  }</details>`;
}

interface Cell {
  readonly numeric: string;
}

function numeric(value: number, unit = 1): Cell {
  return { numeric: unit === 1 ? number(value) : (value / unit).toFixed(1) };
}

function table(
  head: readonly string[],
  rows: readonly (readonly (Cell | Piece)[])[],
  caption?: string,
): Markup {
  const isNumber = (at: number) => isCell(rows[0]?.[at]);
  return html`
    <div class="scroll" role="region" aria-label="${head[0]!}" tabindex="0">
      <table
        class="stack">${caption === undefined
          ? undefined
          : html`<caption>${caption}</caption>`}<thead><tr>${head.map((name, at) =>
            html`<th scope="col" class="${isNumber(at) ? "number" : ""}">${name}</th>`
          )}</tr></thead><tbody>${rows.map((row) =>
            html`
              <tr>${row.map((cell, at) =>
                isCell(cell)
                  ? html`<td class="number" data-label="${head[at]!}">${cell.numeric}</td>`
                  : html`
                    <td data-label="${head[at]!}">
                      <div>${cell}</div>
                    </td>
                  `
              )}</tr>
            `
          )}</tbody></table>
    </div>
  `;
}

function isCell(cell: Cell | Piece): cell is Cell {
  return typeof cell === "object" && "numeric" in cell;
}
