import { listAt, objectAt, resolved, textAt } from "./follow-refs.ts";
import type { ApiSignIn } from "./operation.ts";
import type { ApiDocument } from "./read-document.server.ts";
import type { FollowRef } from "./simplify-schema.ts";

/** How an operation wants to be signed in to: the first of its alternatives that can be done here. */
export type WantedSignIn = { signIn: ApiSignIn[]; unsupported: string[] };

/** The schemes of the whole document, told by their ids. */
export function readSchemes(
  { version, root }: ApiDocument,
  follow: FollowRef,
): Map<string, ApiSignIn | null> {
  const given = version === 2 ? root.securityDefinitions : objectAt(root.components).securitySchemes;
  return new Map(
    Object.entries(objectAt(given))
      .slice(0, 50)
      .map(([id, scheme]) => [id, readScheme(id.slice(0, 200), resolved(scheme, follow))]),
  );
}

/** Picks among the alternatives of a `security` list; an empty alternative means that nobody need sign in. */
export function pickSignIn(security: unknown, schemes: Map<string, ApiSignIn | null>): WantedSignIn {
  const alternatives = listAt(security).map((one) => Object.entries(objectAt(one)));
  const unsupported = new Set<string>();
  let open = alternatives.length === 0;
  for (const wanted of alternatives) {
    if (wanted.length === 0) {
      open = true;
      continue;
    }
    const found = wanted.map(([id, scopes]) => withScopes(schemes.get(id) ?? null, scopes));
    const usable = found.filter((one) => one !== null);
    if (usable.length === wanted.length && usable.length <= 2) return { signIn: usable, unsupported: [] };
    for (const [id] of wanted) if (!schemes.get(id)) unsupported.add(id.slice(0, 200));
  }
  return { signIn: [], unsupported: open ? [] : [...unsupported] };
}

function withScopes(scheme: ApiSignIn | null, scopes: unknown): ApiSignIn | null {
  if (scheme?.kind !== "clientCredentials") return scheme;
  const named = listAt(scopes).filter((one): one is string => typeof one === "string" && one.length <= 200);
  return { ...scheme, scopes: named.slice(0, 100) };
}

function readScheme(id: string, scheme: Record<string, unknown>): ApiSignIn | null {
  const made = (kind: ApiSignIn["kind"], rest: Partial<ApiSignIn> = {}): ApiSignIn => ({
    id,
    kind,
    name: "",
    tokenUrl: "",
    scopes: [],
    ...rest,
  });
  if (scheme.type === "basic") return made("basic");
  if (scheme.type === "apiKey") {
    const name = textAt(scheme.name, 200);
    const place = scheme.in;
    if (name === "" || (place !== "header" && place !== "query" && place !== "cookie")) return null;
    return made(place, { name });
  }
  if (scheme.type === "http") {
    const word = textAt(scheme.scheme, 60);
    if (/^basic$/i.test(word)) return made("basic");
    if (/^bearer$/i.test(word)) return made("bearer");
    return /^[\w-]+$/.test(word) ? made("scheme", { name: word }) : null;
  }
  if (scheme.type === "oauth2") return readOAuth(scheme, made);
  return scheme.type === "openIdConnect" ? made("bearer") : null;
}

function readOAuth(
  scheme: Record<string, unknown>,
  made: (kind: ApiSignIn["kind"], rest?: Partial<ApiSignIn>) => ApiSignIn,
): ApiSignIn {
  const flow = objectAt(objectAt(scheme.flows).clientCredentials);
  const tokenUrl = textAt(scheme.flow === "application" ? scheme.tokenUrl : flow.tokenUrl, 2000);
  // The other flows need a person at a browser; what they end with is a token, and that can be a secret.
  return tokenUrl === "" ? made("bearer") : made("clientCredentials", { tokenUrl });
}
