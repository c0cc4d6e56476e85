import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The marker throws where the bundler's condition is missing; tests stand on the server's side.
const serverOnly = fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url));
const drivesTheProduct = ["e2e/**/*.spec.ts", "**/*.api.test.ts"];
const excluded = ["**/node_modules/**", ".next/**", ".data/**"];

export default defineConfig({
  resolve: { alias: { "server-only": serverOnly } },
  test: {
    globalSetup: ["./lib/testing/global-setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: ["{app,bench,bin,db,lib}/**/*.test.ts"],
          exclude: [...drivesTheProduct, ...excluded],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "components",
          include: ["components/**/*.test.{ts,tsx}"],
          exclude: excluded,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "product",
          include: drivesTheProduct,
          exclude: excluded,
          // Each file drives real servers, often with a browser: more than two at a time would only wait for each other.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
