import { openApiDocument } from "#lib/api/openapi.ts";

/** Public: the document describes the routes and holds nothing of any workspace. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } });
}
