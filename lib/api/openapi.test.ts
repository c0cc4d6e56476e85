import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { allContracts } from "./all-contracts.ts";
import { openApiDocument } from "./openapi.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function routesInTree(): string[] {
  return globSync("app/api/{v1,hooks,chat,openai}/**/route.ts", { cwd: root }).flatMap((file) => {
    const source = readFileSync(`${root}${file}`, "utf8");
    const path = file
      .replace(/^app/, "")
      .replace(/\/route\.ts$/, "")
      .replaceAll(/\[(\w+)\]/g, "{}");
    return [
      ...source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g),
    ].map(([, method]) => `${method} ${path}`);
  });
}

describe("the OpenAPI document", () => {
  it("describes every route in the tree, and only those", () => {
    const described = allContracts.map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`,
    );
    const found = routesInTree().filter((route) => route !== "GET /api/v1/openapi.json");
    expect(described.toSorted()).toEqual(found.toSorted());
  });

  it("is plain JSON with a schema for every body and parameter", () => {
    const text = JSON.stringify(openApiDocument());
    const document = JSON.parse(text);
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual([...new Set(allContracts.map(({ path }) => path))]);
    const token = document.paths["/api/v1/tokens"].post;
    expect(token.requestBody.content["application/json"].schema.required).toEqual(["name"]);
    expect(document.paths["/api/v1/tokens/{id}"].delete.parameters[0]).toMatchObject({
      name: "id",
      in: "path",
    });
    expect(document.paths["/api/v1/setup"].post.security).toEqual([]);
  });
});
