import { HTMLElement, type Node, parse, TextNode } from "node-html-parser";

const dropped = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT EMBED CANVAS HEAD NAV BUTTON SELECT INPUT TEXTAREA".split(" "),
);
const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM HEADER HR HTML LI MAIN OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(
    " ",
  ),
);
const deepest = 500;

/** The readable text of an HTML page, its headings as Markdown headings; scripts, styles and navigation are left out. */
export function htmlToText(html: string): { text: string; title?: string } {
  const root = parse(html, { comment: false, blockTextElements: { script: false, style: false, noscript: false } });
  const pieces: string[] = [];
  write(root, pieces, 0);
  const text = pieces
    .join("")
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  const title = root.querySelector("title")?.text.trim() || root.querySelector("h1")?.text.trim();
  return title ? { text, title: title.replaceAll(/\s+/g, " ").slice(0, 300) } : { text };
}

function write(node: Node, pieces: string[], depth: number): void {
  if (node instanceof TextNode) {
    pieces.push(node.text.replaceAll(/\s+/g, " "));
    return;
  }
  if (!(node instanceof HTMLElement) || depth > deepest) return;
  const tag = (node.tagName ?? "").toUpperCase();
  if (dropped.has(tag)) return;
  const level = /^H([1-6])$/.exec(tag)?.[1];
  if (level) {
    const heading = node.text.replaceAll(/\s+/g, " ").trim();
    if (heading !== "") pieces.push(`\n\n${"#".repeat(Number(level))} ${heading}\n\n`);
    return;
  }
  if (tag === "BR") pieces.push("\n");
  if (tag === "TD" || tag === "TH") pieces.push(" ");
  const edge = tag === "TR" || tag === "LI" ? "\n" : blocks.has(tag) ? "\n\n" : "";
  pieces.push(edge, tag === "LI" ? "- " : "");
  for (const child of node.childNodes) write(child, pieces, depth + 1);
  pieces.push(edge);
}
