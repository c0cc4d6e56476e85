import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import { findUncleanValue } from "./clean-json.ts";
import { readBytes } from "./read-bytes.server.ts";

/** The largest body of a route that does not say otherwise. */
export const defaultMaxBodyBytes = 1024 * 1024;

/** What a request carried: either JSON or a form, and the bytes by which two requests are told apart. */
export type ReadBody = { bytes: Uint8Array; json?: unknown; form?: FormData };

/** Reads a request's body within its limit, then parses it strictly as JSON or multipart. */
export async function readBody(request: Request, maxBytes: number): Promise<ReadBody> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) return { bytes };
  const contentType = request.headers.get("content-type") ?? "";
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "multipart/form-data")
    return { bytes: withoutBoundary(bytes, contentType), form: await parseForm(bytes, contentType) };
  if (mediaType !== "application/json" && !mediaType.endsWith("+json")) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  return { bytes, json: parseJson(bytes) };
}

// A form sent again has a new random boundary and is the same request all the same.
function withoutBoundary(bytes: Uint8Array, contentType: string): Uint8Array {
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (!boundary) return bytes;
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll(boundary, ""), "latin1");
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_input", "The body is not valid UTF-8.", { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid_input", `The body is not valid JSON. ${reason}`.trim(), { cause });
  }
  const unclean = findUncleanValue(json);
  if (unclean) throw new AppError("invalid_input", "The input cannot be stored.", { details: [unclean] });
  return json;
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
    for (const [name, value] of form) {
      const unclean = findUncleanValue(typeof value === "string" ? value : value.name, name);
      if (unclean) throw new AppError("invalid_input", "The input cannot be stored.", { details: [unclean] });
    }
    return form;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid_input", "The multipart body could not be read.", { cause });
  }
}
