import { TextNode } from "node-html-parser";

const dropped = new Set(
  "script style noscript template svg iframe object embed canvas nav button select textarea title".split(" "),
);
const blocks = new Set(
  "address article aside blockquote body dd div dl dt figcaption figure footer form header hr html main ol p pre section table tbody tfoot thead ul".split(
    " ",
  ),
);
const lines = new Set(["br", "tr", "li"]);

/**
 * The readable text of an HTML page, its headings as Markdown headings; scripts, styles and navigation are left
 * out. Reads the page once from front to back and builds no tree, so that hostile nesting costs nothing.
 */
export function htmlToText(html: string): { text: string; title?: string } {
  const pieces: string[] = [];
  const lower = asciiLower(html);
  const neverClosed = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    pieces.push(readable(html.slice(at, open === -1 ? html.length : open)));
    if (open === -1) break;
    if (html.startsWith("<!--", open)) {
      at = after(html, "-->", open + 4);
      continue;
    }
    const name = /^<[/!?]?([a-z][a-z0-9-]{0,40})/.exec(lower.slice(open, open + 44))?.[1];
    if (name === undefined) {
      const isMarkup = html[open + 1] === "!" || html[open + 1] === "?";
      if (!isMarkup) pieces.push("<");
      at = isMarkup ? after(html, ">", open + 1) : open + 1;
      continue;
    }
    const isClosing = html[open + 1] === "/";
    at = endOfTag(html, open);
    if (dropped.has(name) && !isClosing && !neverClosed.has(name)) {
      const close = lower.indexOf(`</${name}`, at);
      if (close === -1) neverClosed.add(name);
      else at = endOfTag(html, close);
    } else pieces.push(spacing(name, isClosing));
  }
  const text = pieces
    .join("")
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/^(#{1,6}) ?\n+(?=\S)/gm, "$1 ")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  const title = textOf(html, lower, "title") || textOf(html, lower, "h1");
  return title ? { text, title } : { text };
}

function spacing(name: string, isClosing: boolean): string {
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level) return isClosing ? "\n\n" : `\n\n${"#".repeat(Number(level))} `;
  if (name === "li" && !isClosing) return "\n- ";
  if (lines.has(name)) return "\n";
  if (name === "td" || name === "th") return " ";
  return blocks.has(name) ? "\n\n" : "";
}

// A > inside a quoted attribute does not end the tag; an unfinished tag runs to the end, as in browsers.
function endOfTag(html: string, open: number): number {
  let quote = "";
  for (let at = open + 1; at < html.length; at += 1) {
    const sign = html[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === ">") return at + 1;
    else if ((sign === '"' || sign === "'") && html[at - 1] === "=") quote = sign;
  }
  return html.length;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

function textOf(html: string, lower: string, name: string): string {
  const open = lower.search(new RegExp(`<${name}[\\s>]`));
  if (open === -1) return "";
  const start = endOfTag(html, open);
  const close = lower.indexOf(`</${name}`, start);
  if (close === -1) return "";
  const inner = html.slice(start, Math.min(close, start + 2000)).replaceAll(/<[^<>]*>/g, " ");
  return readable(inner).replaceAll(/\s+/g, " ").trim().slice(0, 300).toWellFormed();
}

function readable(raw: string): string {
  return new TextNode(raw.replaceAll(/\s+/g, " "), null).text.replaceAll("\u0000", "").toWellFormed();
}

// Keeps the length, which toLowerCase does not promise for every script, so that positions agree.
function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
