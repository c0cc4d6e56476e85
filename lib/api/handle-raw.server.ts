import "server-only";
import { countLimitedAttempt } from "#lib/access/attempt-limit.server.ts";
import { callerIp } from "#lib/access/caller-ip.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { Contract } from "./contract.ts";
import { errorResponse } from "./error-response.server.ts";
import type { RouteHandler } from "./handle.server.ts";
import { jsonResponse } from "./json-response.server.ts";
import { defaultMaxBodyBytes, readBody } from "./read-body.server.ts";
import { discardBody } from "./read-bytes.server.ts";

/** Makes a public route whose operation needs the body exactly as sent, to check a signature over it. */
export function handleRaw(
  contract: Contract,
  operation: (
    params: Record<string, string | string[] | undefined>,
    body: string,
    headers: Headers,
  ) => Promise<unknown>,
): RouteHandler {
  return async (request, context) => {
    try {
      const key = `public ${contract.method} ${contract.path} ${callerIp(request.headers)}`;
      await countLimitedAttempt({ key, limit: contract.perMinute ?? 120, windowSeconds: 60 });
      const { bytes } = await readBody(request, contract.maxBodyBytes ?? defaultMaxBodyBytes);
      const params = await context.params;
      if (contract.params && !contract.params.safeParse(params).success)
        throw new AppError("not_found", "There is nothing at this address.");
      const answer = await operation(params, new TextDecoder().decode(bytes), request.headers);
      return jsonResponse(answer, contract.status === undefined ? {} : { status: contract.status });
    } catch (caught) {
      await discardBody(request);
      return errorResponse(caught, `${contract.method} ${contract.path}`);
    }
  };
}
