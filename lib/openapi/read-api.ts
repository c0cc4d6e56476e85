import { followerOf, listAt, objectAt, resolved, textAt } from "./follow-refs.ts";
import { type ApiOperation, type ApiSignIn, operationMethods } from "./operation.ts";
import { type ApiDocument, documentCaps } from "./read-document.server.ts";
import { readInputs } from "./read-operation.ts";
import { readServers } from "./read-servers.ts";
import { pickSignIn, readSchemes } from "./read-sign-in.ts";

/** One line of the list a person chooses from; `problem` says why an operation cannot be called. */
export type ListedOperation = {
  key: string;
  method: string;
  path: string;
  title: string;
  tag: string;
  isDeprecated: boolean;
  problem: string | null;
};

/** An operation ready to become an ability. */
export type ReadOperation = ListedOperation & {
  /** A name the model may call it by. */
  name: string;
  purpose: string;
  call: ApiOperation;
  unsupportedSignIn: string[];
};

/** A document as the wizard shows it. */
export type ReadApi = {
  title: string;
  version: string;
  servers: string[];
  signIn: ApiSignIn[];
  operations: ListedOperation[];
  read: (key: string) => ReadOperation | undefined;
  /** References that lead out of the document and were not followed. */
  outside: Set<string>;
};

type Json = Record<string, unknown>;
type Found = { listed: ListedOperation; item: Json; operation: Json };

/** Reads what a document offers; single operations are read in full only when asked for. */
export function readApi(document: ApiDocument, base: string): ReadApi {
  const { root } = document;
  const outside = new Set<string>();
  const follow = followerOf(root, outside);
  const info = objectAt(root.info);
  const title = textAt(info.title, 200) || "Untitled API";
  const schemes = readSchemes(document, follow);
  const found = new Map<string, Found>();
  for (const [path, given] of Object.entries(objectAt(root.paths))) {
    const item = resolved(given, follow);
    for (const [name, value] of Object.entries(item)) {
      const method = name.toUpperCase();
      const isCallable = operationMethods.some((one) => one === method);
      if ((!isCallable && method !== "TRACE") || found.size >= documentCaps.operations) continue;
      const operation = objectAt(value);
      const listed = listOne(method, path, operation, isCallable);
      found.set(listed.key, { listed, item, operation });
    }
  }
  return {
    title,
    version: textAt(info.version, 60),
    servers: readServers(document, base),
    signIn: [...schemes.values()].filter((one) => one !== null),
    operations: [...found.values()].map(({ listed }) => listed),
    outside,
    read: (key) => {
      const one = found.get(key);
      if (!one || one.listed.problem !== null) return undefined;
      const { listed, item, operation } = one;
      const security = operation.security ?? root.security;
      const { signIn, unsupported } = pickSignIn(security, schemes);
      const [server = ""] = readServers(document, base, [operation.servers, item.servers]);
      const { parameters, body } = readInputs(document.version, item, operation, root, follow);
      const sendsBody = listed.method !== "GET" && listed.method !== "HEAD";
      return {
        ...listed,
        name: callName(textAt(operation.operationId, 200), listed),
        purpose: purposeOf(operation, listed),
        unsupportedSignIn: unsupported,
        call: {
          system: title,
          operation: textAt(operation.operationId, 200) || listed.key.slice(0, 300),
          method: listed.method as ApiOperation["method"],
          server,
          path: listed.path,
          parameters,
          body: sendsBody ? body : null,
          signIn: signIn.map((way) => ({ ...way, tokenUrl: completeUrl(way.tokenUrl, server || base) })),
        },
      };
    },
  };
}

function listOne(method: string, path: string, operation: Json, isCallable: boolean): ListedOperation {
  const tag = listAt(operation.tags)[0];
  return {
    key: `${method} ${path}`,
    method,
    path: path.slice(0, 2000),
    title: (
      textAt(operation.summary, 200) ||
      textAt(operation.operationId, 200) ||
      path.slice(0, 200)
    ).replace(/\s+/g, " "),
    tag: typeof tag === "string" ? tag.slice(0, 100) : "",
    isDeprecated: operation.deprecated === true,
    problem: !isCallable
      ? `${method} is not a method that can be called.`
      : path.length > 2000
        ? "Its path is too long."
        : null,
  };
}

function callName(operationId: string, { method, path }: ListedOperation): string {
  const from = operationId !== "" ? operationId : `${method} ${path.replace(/[{}]/g, "")}`;
  const words = from.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  const plain = words.replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "");
  return plain.slice(0, 56).replace(/_+$/, "") || "call";
}

function purposeOf(operation: Json, listed: ListedOperation): string {
  const words = textAt(operation.description, 4000)
    .replace(/<[^>]{1,200}>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const text =
    words.startsWith(listed.title) || words === "" ? words || listed.title : `${listed.title}. ${words}`;
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

function completeUrl(tokenUrl: string, base: string): string {
  if (tokenUrl === "") return "";
  return URL.parse(tokenUrl, base === "" ? undefined : base)?.href ?? tokenUrl;
}
