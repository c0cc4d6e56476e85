import { z } from "zod";

/** A GraphQL document as far as calling it needs: what it does and which variables it takes. */
export type ReadQuery = {
  kind: "query" | "mutation";
  variables: { name: string; type: string; isRequired: boolean }[];
};

/** Reads the one operation of a GraphQL document; returns what is wrong with it as text. */
export function readQuery(text: string): ReadQuery | string {
  const bare = text
    .replace(/"""[\s\S]*?"""/g, '""')
    .replace(/"(?:\\.|[^"\\\n])*"/g, '""')
    .replace(/#[^\n]*/g, " ");
  if (depthOf(bare) === null) return "Its braces do not match.";
  const outside = topLevel(bare);
  const heads = outside.match(/\b(?:query|mutation|subscription)\b/g) ?? [];
  if (heads.length > 1) return "Write one operation only.";
  if (heads[0] === "subscription") return "A subscription never ends; write a query or a mutation.";
  if (heads.length === 0 && !outside.trim().startsWith("{}"))
    return "Write a query or a mutation, such as query Find($id: ID!) { order(id: $id) { state } }.";
  const kind = heads[0] === "mutation" ? "mutation" : "query";
  const list = /\b(?:query|mutation)\b\s*(?:\w+\s*)?\(([^)]*)\)/.exec(bare)?.[1] ?? "";
  const variables = [...list.matchAll(/\$(\w{1,60})\s*:\s*([\w![\]]+)\s*(=)?/g)].map((match) => ({
    name: match[1] ?? "",
    type: match[2] ?? "",
    isRequired: (match[2] ?? "").endsWith("!") && match[3] === undefined,
  }));
  return variables.length > 60 ? "It takes more than 60 variables." : { kind, variables };
}

function depthOf(text: string): number | null {
  let depth = 0;
  for (const sign of text) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (depth < 0) return null;
  }
  return depth === 0 ? depth : null;
}

/** What stands outside all braces and round brackets; a braced part is left as `{}`. */
function topLevel(text: string): string {
  let depth = 0;
  let kept = "";
  for (const sign of text) {
    if (sign === "{" || sign === "(") {
      if (depth === 0 && sign === "{") kept += "{}";
      depth += 1;
    } else if (sign === "}" || sign === ")") depth -= 1;
    else if (depth === 0) kept += sign;
  }
  return kept;
}

/** What a variable takes, as far as its type tells; types of the other side are taken as any JSON. */
export function schemaOfType(type: string): z.ZodType {
  const bare = type.replace(/!$/, "");
  if (bare.startsWith("[")) return z.array(schemaOfType(bare.slice(1, -1))).max(1000);
  if (bare === "Int") return z.number().int();
  if (bare === "Float") return z.number();
  if (bare === "Boolean") return z.boolean();
  if (bare === "String" || bare === "ID") return z.string().max(20_000);
  return z.union([
    z.string().max(20_000),
    z.number(),
    z.boolean(),
    z.array(z.unknown()),
    z.record(z.string(), z.unknown()),
  ]);
}
