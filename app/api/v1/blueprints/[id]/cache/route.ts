import { cacheContracts } from "#lib/api/contracts/answer-cache.ts";
import { handle } from "#lib/api/handle.server.ts";
import { emptyAnswerCache, readAnswerCache } from "#lib/operations/blueprints/answer-cache.server.ts";

export const GET = handle(cacheContracts.read, readAnswerCache);
export const DELETE = handle(cacheContracts.empty, emptyAnswerCache);
