import "server-only";
import { randomUUID } from "node:crypto";

/** A text/csv request as the multipart request our handlers read; any other request as it is. */
export function asMultipart(request: Request): Request {
  const mediaType = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "text/csv" || !request.body) return request;
  const boundary = `csv-${randomUUID()}`;
  const encoder = new TextEncoder();
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="rows.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  let isBegun = false;
  const framed = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (!isBegun) controller.enqueue(encoder.encode(part));
        isBegun = true;
        controller.enqueue(chunk);
      },
      flush: (controller) =>
        controller.enqueue(encoder.encode(`${isBegun ? "" : part}\r\n--${boundary}--\r\n`)),
    }),
  );
  const headers = new Headers(request.headers);
  headers.set("content-type", `multipart/form-data; boundary=${boundary}`);
  headers.delete("content-length");
  // Node's fetch asks for `duplex` with a streamed body; the DOM's types do not know it yet.
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers,
    body: framed,
    duplex: "half",
    signal: request.signal,
  };
  return new Request(request.url, init);
}
