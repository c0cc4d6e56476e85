import "server-only";
import type { z } from "zod";
import { countLimitedAttempt } from "#lib/access/attempt-limit.server.ts";
import { actorFromRequest } from "#lib/access/authenticate.server.ts";
import { callerIp } from "#lib/access/caller-ip.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { findUncleanValue } from "./clean-json.ts";
import type { Contract, ContractInput, ContractOutput } from "./contract.ts";
import { errorDetails } from "./error-details.ts";
import { errorResponse } from "./error-response.server.ts";
import { answerOnce } from "./idempotency.server.ts";
import { jsonResponse } from "./json-response.server.ts";
import { defaultMaxBodyBytes, type ReadBody, readBody } from "./read-body.server.ts";
import { discardBody } from "./read-bytes.server.ts";
import { countRequest, usualPerMinute } from "./request-limit.server.ts";
import { assertSameOrigin } from "./same-origin.server.ts";

/** What an operation may know of the request besides its parsed input; `form` is there for multipart bodies. */
export type RequestFacts = { signal: AbortSignal; headers: Headers; ip: string; url: URL; form?: FormData };

/** What Next calls for one method of a route. */
export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

type Operation<A, C extends Contract> = (
  actor: A,
  input: ContractInput<C>,
  request: RequestFacts,
) => Promise<ContractOutput<C> | Response>;

/** Makes the route of a contract for signed-in members and API tokens; another protocol has errors of its own shape. */
export function handle<C extends Contract>(
  contract: C,
  operation: Operation<Actor, C>,
  presentError: typeof errorResponse = errorResponse,
): RouteHandler {
  return async (request, context) => {
    try {
      const actor = await actorFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in, or send an API token as a bearer token.");
      if (!request.headers.has("authorization")) assertSameOrigin(request);
      countRequest(
        `${actor.id} ${contract.method} ${contract.path}`,
        contract.perMinute ?? usualPerMinute(actor),
      );
      return await answer(contract, operation, actor, request, await context.params);
    } catch (caught) {
      return await refuse(request, caught, contract, presentError);
    }
  };
}

/** Makes the route of a contract that anybody may call; `actor` is null for the anonymous. */
export function handlePublic<C extends Contract>(
  contract: C,
  operation: Operation<Actor | null, C>,
): RouteHandler {
  return async (request, context) => {
    try {
      const key = `public ${contract.method} ${contract.path} ${callerIp(request.headers)}`;
      await countLimitedAttempt({ key, limit: contract.perMinute ?? 120, windowSeconds: 60 });
      const actor = await actorFromRequest(request);
      if (actor && !request.headers.has("authorization")) assertSameOrigin(request);
      return await answer(contract, operation, actor, request, await context.params);
    } catch (caught) {
      return await refuse(request, caught, contract);
    }
  };
}

async function refuse(
  request: Request,
  caught: unknown,
  contract: Contract,
  presentError = errorResponse,
): Promise<Response> {
  await discardBody(request);
  return presentError(caught, `${contract.method} ${contract.path}`);
}

async function answer<A extends Actor | null, C extends Contract>(
  contract: C,
  operation: Operation<A, C>,
  actor: A,
  request: Request,
  params: unknown,
): Promise<Response> {
  const url = new URL(request.url);
  const body = await readBody(request, contract.maxBodyBytes ?? defaultMaxBodyBytes);
  const input = parseInput(contract, params, url, body);
  const facts: RequestFacts = {
    signal: request.signal,
    headers: request.headers,
    ip: callerIp(request.headers),
    url,
    ...(body.form ? { form: body.form } : {}),
  };
  const act = async () => present(contract, await operation(actor, input, facts));
  const key = contract.idempotent ? request.headers.get("idempotency-key") : null;
  if (key === null || actor === null) return await act();
  const route = `${contract.method} ${url.pathname}${url.search}`;
  return await answerOnce({ workspaceId: actor.workspaceId, key, route, bytes: body.bytes }, act);
}

function parseInput<C extends Contract>(
  contract: C,
  params: unknown,
  url: URL,
  body: ReadBody,
): ContractInput<C> {
  const query = queryObject(url.searchParams);
  const unclean = findUncleanValue(params) ?? findUncleanValue(query);
  if (unclean) throw new AppError("invalid_input", "The address is not valid.", { details: [unclean] });
  return {
    params: parsePart(contract.params, params),
    query: parsePart(contract.query, query),
    body: parseBody(contract.body, body),
  } as ContractInput<C>;
}

function parseBody(schema: z.ZodType | undefined, body: ReadBody): unknown {
  if (!schema) {
    const isEmpty = body.json === undefined || JSON.stringify(body.json) === "{}";
    if (!isEmpty) throw new AppError("invalid_input", "This route takes no body.");
    return undefined;
  }
  if (body.json !== undefined) return parsePart(schema, body.json);
  const absent = schema.safeParse(undefined);
  if (absent.success) return absent.data;
  if (body.form) throw new AppError("unsupported_media_type", "Send the body as application/json.");
  // A missing body is an empty one: routes whose fields are all optional need none, others name what is missing.
  return parsePart(schema, {});
}

function parsePart(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details = errorDetails(parsed.error);
  const first = details[0];
  const where = first?.path ? `${first.path}: ` : "";
  throw new AppError("invalid_input", `The input is not valid. ${where}${first?.message ?? ""}`.trim(), {
    details,
  });
}

function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key);
    query[key] = values.length === 1 && values[0] !== undefined ? values[0] : values;
  }
  return query;
}

// Parsing the answer strips whatever the contract does not name, so no column leaks by accident.
function present<C extends Contract>(contract: C, result: ContractOutput<C> | Response): Response {
  if (result instanceof Response) return result;
  const status = contract.status ?? 200;
  if (status === 204) return new Response(null, { status });
  const parsed = contract.response.safeParse(result);
  if (!parsed.success) {
    const fields = errorDetails(parsed.error).map((detail) => `${detail.path}: ${detail.message}`);
    const cause = new Error(`The answer breaks its contract. ${fields.join(" ")}`);
    throw new AppError(
      "internal",
      "Something went wrong on our side. The error has been logged; try again.",
      { cause },
    );
  }
  return jsonResponse(parsed.data, { status });
}
