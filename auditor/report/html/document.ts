import { parseHTML } from "linkedom";

/** As much of an element as is used here: Deno has no types for the browser's. */
export interface PageElement {
  readonly textContent: string;
  readonly className: string;
  readonly outerHTML: string;
  getAttribute(name: string): string;
  setAttribute(name: string, value: string): void;
}

/** As much of a document as is used here. */
export interface PageDocument {
  readonly body: PageElement;
  querySelector(selector: string): PageElement;
  querySelectorAll(selector: string): readonly PageElement[];
}

/** A document without a browser. */
export function openDocument(
  page = "<!doctype html><html><body></body></html>",
): PageDocument {
  return (parseHTML(page) as unknown as { readonly document: PageDocument }).document;
}
