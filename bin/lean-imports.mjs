import { existsSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

// Drizzle's ES modules make Node parse its very large package.json once for every file: seconds of start and hundreds
// of megabytes in each worker. The CommonJS build is the same code behind one look-up.
const home = path.dirname(createRequire(import.meta.url).resolve("drizzle-orm"));

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "drizzle-orm" && !specifier.startsWith("drizzle-orm/")) return next(specifier, context);
    const inside = path.join(home, specifier.slice("drizzle-orm".length));
    const file = [`${inside}.cjs`, path.join(inside, "index.cjs")].find((candidate) => existsSync(candidate));
    if (!file) return next(specifier, context);
    return { url: pathToFileURL(file).href, format: "commonjs", shortCircuit: true };
  },
});
