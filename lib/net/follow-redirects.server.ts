import "server-only";
import { type Agent, type Response, fetch as undiciFetch } from "undici";
import { AppError } from "#lib/foundation/errors.ts";
import { parseEgressTarget, refuseTarget } from "./egress-target.ts";
import { discardBody } from "./limit-body.server.ts";

/** One outgoing request, its body held in memory so that a redirect may send it again. */
export type OutgoingRequest = {
  url: string;
  method: string;
  headers: Headers;
  body: string | Uint8Array<ArrayBuffer> | undefined;
};

/** The answer whose body is still to be read, the address that gave it and how many redirects led there. */
export type IncomingResponse = { response: Response; url: URL; redirects: number };

/** What may follow a redirect to another origin: nothing that could be a credential under any vendor's name for it. */
const harmlessHeaders = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "content-language",
  "content-type",
  "if-modified-since",
  "if-none-match",
  "range",
  "user-agent",
]);

/** Names that belong to the connection, not to the message; letting a caller set them invites request smuggling. */
const connectionHeaders = [
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Sends and follows redirects by hand, each hop read and checked like a first request. */
export async function followRedirects(
  outgoing: OutgoingRequest,
  options: { agent: Agent; signal: AbortSignal; maxRedirects: number },
): Promise<IncomingResponse> {
  let target = parseEgressTarget(outgoing.url);
  let { method, body } = outgoing;
  const headers = new Headers(outgoing.headers);
  for (const name of connectionHeaders) headers.delete(name);
  if (!headers.has("user-agent")) headers.set("user-agent", "Aimwright");
  for (let redirects = 0; ; redirects += 1) {
    const response = await undiciFetch(target.url, {
      method,
      headers: [...headers],
      body: body ?? null,
      redirect: "manual",
      dispatcher: options.agent,
      signal: options.signal,
    });
    const location = response.headers.get("location");
    if (!isRedirect(response.status) || location === null) return { response, url: target.url, redirects };
    await discardBody(response);
    if (redirects >= options.maxRedirects) {
      throw refuseTarget(
        target.host,
        `it redirected more than ${options.maxRedirects} times`,
        "Use the final address.",
      );
    }
    const next = parseEgressTarget(location, target.url);
    if (next.url.origin !== target.url.origin) keepHarmless(headers);
    if (turnsIntoGet(response.status, method)) {
      method = "GET";
      body = undefined;
      for (const name of ["content-type", "content-encoding", "content-language"]) headers.delete(name);
    }
    target = next;
  }
}

/** Copies headers in any of the shapes callers use; throws `invalid_input` on line breaks and other illegal values. */
export function readHeaders(input: HeadersInit | undefined): Headers {
  try {
    return new Headers(input);
  } catch (cause) {
    throw new AppError(
      "invalid_input",
      "A request header has an illegal name or value, such as a line break.",
      { cause },
    );
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function turnsIntoGet(status: number, method: string): boolean {
  if (status === 303) return method !== "HEAD";
  return (status === 301 || status === 302) && method === "POST";
}

function keepHarmless(headers: Headers): void {
  for (const name of [...headers.keys()]) if (!harmlessHeaders.has(name)) headers.delete(name);
}
