import { ratingContracts } from "#lib/api/contracts/ratings.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listRatings } from "#lib/operations/ratings/list-ratings.server.ts";

export const GET = handle(ratingContracts.list, listRatings);
