import { html, Markup } from "./markup.ts";
import { STYLE } from "./style.ts";

/** A page that needs nothing else: no script, no request. */
export function makePage(
  { title, className, body }: {
    readonly title: string;
    readonly className: string;
    readonly body: Markup;
  },
): string {
  return "<!doctype html>\n" + html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>${title}</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body class="${className}">${body}</body>
    </html>
  `.text + "\n";
}
