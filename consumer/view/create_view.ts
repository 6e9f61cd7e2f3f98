import type { OutputForm, View } from "../view.ts";
import { JsonView } from "./json_view.ts";
import { LineStream } from "./line_stream.ts";
import { LinesView } from "./lines_view.ts";
import { TableView } from "./table_view.ts";
import type { ViewOptions } from "./view_options.ts";

/** Shows records in this form. A table needs a terminal; without one there are lines. */
export function createView(form: OutputForm, options: ViewOptions): View {
  const { stdout, onClosed } = options;
  switch (form) {
    case "none":
      return { isBlind: true, tick: () => {}, letter: () => {}, close: () => {} };
    case "json":
      return new JsonView(new LineStream(stdout, onClosed));
    case "lines":
      return new LinesView(new LineStream(stdout, onClosed));
    case "table":
      return stdout.isTerminal() ? new TableView(options) : createView("lines", options);
  }
}
