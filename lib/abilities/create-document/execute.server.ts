import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import { chartImage } from "./chart-image.ts";
import { csvFile } from "./csv-file.ts";
import type { CreateDocumentSettings, createDocumentDefinition } from "./definition.ts";
import { fillTemplate } from "./fill-template.ts";
import { pdfFile } from "./pdf-file.ts";

type Given = {
  title: string;
  format?: "markdown" | "pdf" | "csv";
  content?: string;
  data?: Record<string, unknown>;
  columns?: string[];
  rows?: (string | number | boolean | null)[][];
  bars?: { label: string; value: number }[];
};

/** Draws the document and stores it with the run. */
export const createDocumentExecutor: AbilityExecutor<typeof createDocumentDefinition> = {
  dryRun: true,
  act: async (context, settings, args) => {
    const { extension, mediaType, content } = await draw(settings, args as Given);
    const name = `${fileName((args as Given).title)}.${extension}`;
    const artifact = await context.artifacts.create({ name, mediaType, content });
    const { id, size } = artifact;
    return { result: { created: name, documentId: id, bytes: size }, undo: { artifactId: id }, artifact };
  },
  undo: async (context, _settings, undo) => {
    await context.artifacts.remove((undo as { artifactId: string }).artifactId);
    return { deleted: true };
  },
};

async function draw(settings: CreateDocumentSettings, given: Given) {
  const format = settings.format === "choose" ? (given.format ?? "markdown") : settings.format;
  const encode = (text: string) => new TextEncoder().encode(text);
  if (format === "csv") {
    const content = encode(csvFile(given.columns ?? [], given.rows ?? []));
    return { extension: "csv", mediaType: "text/csv; charset=utf-8", content };
  }
  if (format === "chart") {
    const content = encode(chartImage(given.title, given.bars ?? []));
    return { extension: "svg", mediaType: "image/svg+xml", content };
  }
  const text = given.data ? fillTemplate(settings.template, given.data) : (given.content ?? "");
  if (format === "pdf")
    return { extension: "pdf", mediaType: "application/pdf", content: await pdfFile(given.title, text) };
  return { extension: "md", mediaType: "text/markdown; charset=utf-8", content: encode(text) };
}

function fileName(title: string): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return name.slice(0, 80) || "document";
}
