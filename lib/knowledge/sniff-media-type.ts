import { AppError } from "#lib/foundation/errors.ts";

/** The media types documents are read from. */
export const documentMediaTypes = ["text/plain", "text/markdown", "text/html", "text/csv"] as const;

/** One of {@link documentMediaTypes}. */
export type DocumentMediaType = (typeof documentMediaTypes)[number];

const byExtension: Record<string, DocumentMediaType> = {
  txt: "text/plain",
  text: "text/plain",
  log: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  html: "text/html",
  htm: "text/html",
  csv: "text/csv",
};

const aliases: Record<string, DocumentMediaType> = {
  "text/x-markdown": "text/markdown",
  "application/xhtml+xml": "text/html",
  "application/csv": "text/csv",
};

/** What a document is: as declared, else by its file name, else by its look; a type we cannot read is refused. */
export function sniffMediaType(given: {
  mediaType?: string | undefined;
  fileName: string;
  text: string;
}): DocumentMediaType {
  const declared = given.mediaType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const extension = /\.([a-z0-9]+)$/i.exec(given.fileName)?.[1]?.toLowerCase() ?? "";
  const named = Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
  const known =
    documentMediaTypes.find((type) => type === declared) ??
    (Object.hasOwn(aliases, declared) ? aliases[declared] : undefined);
  // Browsers call Markdown and CSV files plain text or nothing at all, so the name knows better.
  if (known && known !== "text/plain") return known;
  if (named) return named;
  if (known) return known;
  if (declared !== "" && declared !== "application/octet-stream" && declared !== "application/vnd.ms-excel") {
    throw new AppError(
      "unsupported_media_type",
      `${declared} cannot be read. Send text, Markdown, HTML or CSV.`,
    );
  }
  return look(given.text);
}

function look(text: string): DocumentMediaType {
  const start = text.slice(0, 4000);
  if (/^\s*(?:<!doctype html|<html[\s>]|<body[\s>])/i.test(start)) return "text/html";
  return /^ {0,3}#{1,6} \S/m.test(start) || /^\s*[-*] \S/m.test(start) ? "text/markdown" : "text/plain";
}
