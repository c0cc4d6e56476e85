import { createHash } from "node:crypto";
import { AppError } from "#lib/foundation/errors.ts";
import { csvToText } from "./csv-to-text.ts";
import { htmlToText } from "./html-to-text.ts";
import { sniffMediaType } from "./sniff-media-type.ts";

/** A document ready to be stored: readable text, and what was odd about the original. */
export type PreparedDocument = {
  title: string;
  text: string;
  mediaType: string;
  source: string;
  contentHash: string;
  warnings: string[];
};

/** The largest document taken, in bytes of UTF-8. */
export const mostDocumentBytes = 10 * 1024 * 1024;

/** Reads given text as its media type and makes it plain; `path` names the field in errors. */
export function prepareDocument(
  given: { title: string; text: string; mediaType?: string; source?: string },
  path: string,
): PreparedDocument {
  refuseUnclean(given.title, join(path, "title"));
  refuseUnclean(given.text, join(path, "text"));
  if (Buffer.byteLength(given.text) > mostDocumentBytes) throw tooLarge(join(path, "text"));
  const source = given.source ?? "";
  const mediaType = sniffMediaType({ mediaType: given.mediaType, fileName: source, text: given.text });
  const { text, title: foundTitle, warnings } = extract(mediaType, given.text);
  if (text.trim() === "") throw invalid(join(path, "text"), "There is no text in this document.");
  const title = given.title.trim() === "" ? (foundTitle ?? "Untitled") : given.title.trim();
  const contentHash = createHash("sha256")
    .update(JSON.stringify([title, mediaType, text]))
    .digest("hex");
  return { title, text, mediaType, source, contentHash, warnings };
}

/** Reads an uploaded file: strict UTF-8, no known binary format, at most 10 MB. */
export function prepareFile(
  file: { name: string; mediaType?: string; bytes: Uint8Array },
  path: string,
): PreparedDocument {
  if (file.bytes.length > mostDocumentBytes) throw tooLarge(path);
  refuseBinary(file, path);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch (cause) {
    throw invalid(path, `${file.name} is not valid UTF-8 text.`, cause);
  }
  if (text.includes("\u0000"))
    throw invalid(path, `${file.name} contains a NUL character, which cannot be stored.`);
  const title = titleFromName(file.name);
  return prepareDocument(
    { title, text, source: file.name, ...(file.mediaType ? { mediaType: file.mediaType } : {}) },
    path,
  );
}

function extract(mediaType: string, text: string): { text: string; title?: string; warnings: string[] } {
  if (mediaType === "text/html") return { ...htmlToText(text), warnings: [] };
  if (mediaType === "text/csv") return csvToText(text);
  return { text: text.replace(/^\uFEFF/, ""), warnings: [] };
}

const binarySigns: [string, string][] = [
  ["%PDF-", "PDF"],
  ["PK\u0003\u0004", "a zip-based file"],
  ["\u0089PNG", "a PNG image"],
  ["\u00ff\u00d8\u00ff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["\u00d0\u00cf\u0011\u00e0", "an old Office file"],
  ["\u001f\u008b", "a gzip archive"],
];

function refuseBinary(file: { name: string; bytes: Uint8Array }, path: string): void {
  const start = Buffer.from(file.bytes.subarray(0, 8)).toString("latin1");
  const found = binarySigns.find(([sign]) => start.startsWith(sign));
  if (!found) return;
  const message = `${file.name} is ${found[1]}. Text, Markdown, HTML and CSV can be read.`;
  throw new AppError("unsupported_media_type", message, { details: [{ path, message }] });
}

function refuseUnclean(text: string, path: string): void {
  if (text.includes("\u0000")) throw invalid(path, "Contains a NUL character, which cannot be stored.");
  if (!text.isWellFormed())
    throw invalid(path, "Contains half of a surrogate pair, which is not valid text.");
}

function titleFromName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? name;
  return base
    .replace(/\.[a-z0-9]{1,8}$/i, "")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .slice(0, 300);
}

function invalid(path: string, message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", `${path}: ${message}`, { details: [{ path, message }], cause });
}

function tooLarge(path: string): AppError {
  const message = "Larger than 10 MB. Split it into several documents.";
  return new AppError("too_large", `${path}: ${message}`, { details: [{ path, message }] });
}

function join(path: string, field: string): string {
  return path === "" ? field : `${path}.${field}`;
}
