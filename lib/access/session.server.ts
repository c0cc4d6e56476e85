import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { actorFromSession } from "./authenticate.server.ts";
import type { Actor } from "./permissions.ts";
import { decodeSessionToken, sessionCookieName } from "./session-cookie.server.ts";

/** The member whose browser asks for this page, or null; looked up once for each render. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const token = (await cookies()).get(sessionCookieName)?.value;
  const sid = token ? decodeSessionToken(token)?.sid : undefined;
  return typeof sid === "string" ? await actorFromSession(sid) : null;
});

/** The signed-in member of a page; everybody else is sent to the sign-in page. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in");
  return actor;
}
