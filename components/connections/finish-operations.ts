import type { ContractOutput } from "#lib/api/contract.ts";
import type { readOpenApiContract } from "#lib/api/contracts/abilities.ts";
import type { Translate } from "#lib/translations/translate.ts";

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
export function signInWords(way: Chosen["signIn"][number], t: Translate<"connections">): string {
  if (way.kind === "basic" || way.kind === "bearer") return t(`ways.${way.kind}`);
  if (way.kind === "scheme") return t("ways.scheme", { name: way.name });
  if (way.kind === "clientCredentials") return t("ways.clientCredentials", { tokenUrl: way.tokenUrl });
  return t("ways.key", { place: way.kind, name: way.name });
}
