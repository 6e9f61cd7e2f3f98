import type { KafkaNode, NodeState } from "../../kafka/embedded.ts";
import type { News } from "../news.ts";
import type { Stage } from "../stage.ts";
import { type NodeView, screenLines } from "./lines.ts";
import type { Show } from "./show.ts";

const REDRAW_MS = 250;

/** The terminal that a screen is drawn on. */
export interface Canvas {
  write(text: string): void;
  columns(): number;
}

/** Draws the screen over itself; lines that stay scroll up above it. */
export class LiveShow implements Show {
  readonly #canvas: Canvas;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #states = new Map<number, { state: NodeState; time: number }>();
  /** Lines of the screen that stand at the moment. */
  #drawn = 0;
  #progress = "";
  #start = performance.now();
  #news: News | undefined;
  #told = 0;
  #stage: Stage | undefined;
  #prompt = "";
  #starting = "";

  constructor(canvas: Canvas) {
    this.#canvas = canvas;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
  }

  begin(progress: string): void {
    this.#progress = progress;
    this.#start = performance.now();
    this.#news = undefined;
    this.#starting = "";
  }

  tell(news: News): void {
    this.#news = news;
    this.#told = performance.now();
    this.#draw();
  }

  watch(stage: Stage | undefined): void {
    this.#stage = stage;
  }

  prompt(text: string): void {
    this.#prompt = text;
    this.#draw();
  }

  progress(line: string): void {
    this.#starting = line;
    this.#draw();
  }

  line(text: string): void {
    this.#canvas.write(`${this.#erase()}${text}\n`);
    this.#draw();
  }

  /** Takes the screen away. */
  close(): void {
    clearInterval(this.#timer);
    this.#news = undefined;
    this.#starting = "";
    this.#draw();
  }

  #draw(): void {
    const columns = Math.max(1, this.#canvas.columns() - 1);
    const lines = this.#lines(columns).map((line) => line.slice(0, columns));
    const erase = this.#erase();
    this.#drawn = lines.length;
    const text = erase + lines.map((line) => `${line}\n`).join("");
    if (text) this.#canvas.write(text);
  }

  #lines(columns: number): string[] {
    if (!this.#news) return this.#starting ? [`${this.#starting} …`] : [];
    const now = performance.now();
    return screenLines({
      progress: this.#progress,
      elapsed: (now - this.#start) / 1000,
      news: this.#news,
      since: (now - this.#told) / 1000,
      nodes: this.#stage?.nodes.map((node) => this.#nodeView(node)) ?? [],
      status: this.#stage?.status,
      prompt: this.#prompt,
    }, columns);
  }

  #nodeView(node: KafkaNode): NodeView {
    const now = performance.now();
    let known = this.#states.get(node.id);
    if (known?.state !== node.state) known = { state: node.state, time: now };
    this.#states.set(node.id, known);
    const { id, state } = node;
    return {
      id,
      state,
      seconds: (now - known.time) / 1000,
      isController: node.isActiveController(),
    };
  }

  /** What takes the screen off the terminal: up to its first line, then all below is cleared. */
  #erase(): string {
    const drawn = this.#drawn;
    this.#drawn = 0;
    return drawn === 0 ? "" : `\x1b[${drawn}A\r\x1b[J`;
  }
}
