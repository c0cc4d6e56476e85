import type { ContractOutput } from "#lib/api/contract.ts";
import type { readOpenApiContract } from "#lib/api/contracts/abilities.ts";

/** A chosen operation as the server answers it. */
export type Chosen = ContractOutput<typeof readOpenApiContract>["chosen"][number];

/** What a person decides after choosing. */
export type Finish = {
  server: string;
  /** The secret's name for each way to sign in. */
  secrets: Record<string, string>;
  agentId: string | null;
};

/** The operation with server and secrets filled in; one that names a server of its own keeps it while nothing else was written. */
export function withFinish(chosen: Chosen, finish: Finish, suggested = ""): Chosen {
  const secretOf = (index: number) => finish.secrets[chosen.signIn[index]?.id ?? ""] ?? "";
  const own = String(chosen.settings.server ?? "");
  const server = finish.server === suggested && own !== "" ? own : finish.server;
  return {
    ...chosen,
    settings: { ...chosen.settings, server, secret: secretOf(0), secondSecret: secretOf(1) },
  };
}

/** What the secret of a way to sign in must hold, in words. */
export function signInWords(way: Chosen["signIn"][number]): string {
  if (way.kind === "basic") return "User name and password, written as user:password.";
  if (way.kind === "bearer") return "A token, sent as “Authorization: Bearer …”.";
  if (way.kind === "scheme") return `A key, sent as “Authorization: ${way.name} …”.`;
  if (way.kind === "clientCredentials")
    return `Client id and secret, written as id:secret and exchanged at ${way.tokenUrl} for a token.`;
  const place = { header: "header", query: "address", cookie: "cookie" }[way.kind] ?? "request";
  return `A key, sent in the ${place} as “${way.name}”.`;
}
