import { listAt, objectAt, textAt } from "./follow-refs.ts";
import type { ApiDocument } from "./read-document.server.ts";

/** The addresses an API may be called at, variables filled with their defaults; `base` completes relative ones. */
export function readServers(document: ApiDocument, base: string, inner: readonly unknown[] = []): string[] {
  const listed = document.version === 2 ? swaggerServers(document, base) : openServers(document, inner);
  const complete = listed.flatMap((server) => {
    const url = URL.parse(server, base === "" ? undefined : base);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return [];
    return [`${url.origin}${url.pathname.replace(/\/+$/, "")}`];
  });
  return [...new Set(complete)].slice(0, 20);
}

function openServers({ root }: ApiDocument, inner: readonly unknown[]): string[] {
  const own = inner.map(listAt).find((list) => list.length > 0) ?? listAt(root.servers);
  const servers = own.length > 0 ? own : [{ url: "/" }];
  return servers.slice(0, 20).map((one) => {
    const server = objectAt(one);
    const variables = objectAt(server.variables);
    return textAt(server.url, 2000).replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
      const variable = objectAt(Object.hasOwn(variables, name) ? variables[name] : undefined);
      const value = variable.default ?? listAt(variable.enum)[0];
      return value === undefined ? `{${name}}` : String(value);
    });
  });
}

function swaggerServers({ root }: ApiDocument, base: string): string[] {
  const host = textAt(root.host, 300);
  const path = textAt(root.basePath, 1000) || "/";
  const schemes = listAt(root.schemes).filter((one) => one === "https" || one === "http");
  if (host === "") return [path];
  const wanted = schemes.length > 0 ? schemes : [base.startsWith("http://") ? "http" : "https"];
  return [...wanted]
    .sort()
    .reverse()
    .map((scheme) => `${scheme}://${host}${path.startsWith("/") ? "" : "/"}${path}`);
}
