import { z } from "zod";
import { defineContract } from "../contract.ts";

const tag = "Documents of runs";

const artifact = z.object({
  id: z.string(),
  runId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  sha256: z.string(),
  createdAt: z.string(),
});

/** Routes of the documents that runs make. */
export const artifactContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/artifacts",
    summary: "Documents a run made, oldest first",
    tag,
    params: z.strictObject({ id: z.uuid() }),
    response: z.object({ items: z.array(artifact) }),
  }),
  download: defineContract({
    method: "GET",
    path: "/api/v1/artifacts/{id}",
    summary: "Download a document, always as an attachment",
    tag,
    params: z.strictObject({ id: z.uuid() }),
    response: z.string(),
  }),
  downloadInChat: defineContract({
    method: "GET",
    path: "/api/chat/{slug}/{conversationId}/artifacts/{artifactId}",
    summary: "Download a document of one's own conversation",
    tag: "chat",
    audience: "public",
    params: z.strictObject({
      slug: z.string().min(1).max(200),
      conversationId: z.uuid(),
      artifactId: z.uuid(),
    }),
    response: z.string(),
    perMinute: 60,
  }),
};
