import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { NodeExecutor } from "#lib/nodes/execute-node.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";

/** What only a run of the draft can be started with. */
export type TestOptions = {
  breakpoints?: unknown;
  pinned?: Record<string, unknown> | undefined;
  from?: string | undefined;
};

/** Refuses what is meant for trying a draft out where the caller may not draw, or where it is no draft that runs. */
export function requireTest(
  actor: Actor,
  { breakpoints, pinned, from, version }: TestOptions & { version: "live" | "draft" | number },
): void {
  const asked = Object.entries({ breakpoints, pinned, from }).flatMap(([field, value]) =>
    value === undefined ? [] : [field],
  );
  if (asked.length === 0) return;
  authorize(actor, "blueprint.write");
  if (version === "draft") return;
  const fields = asked.map((field) => `\`${field}\``).join(" and ");
  throw new AppError(
    "invalid_input",
    `${fields} can only be used in test runs. Leave them out, or run the draft with \`version: "draft"\`.`,
    { details: asked.map((path) => ({ path, message: "Only for runs of the draft." })) },
  );
}

const steps: readonly NodeExecutor<never>["does"][] = ["branch", "assign", "take-turns", "share-work"];

/** Refuses a result pinned to anything but an ability, and a beginning at anything but a step of the run. */
export function requireTestNodes(document: Blueprint, { pinned, from }: TestOptions): void {
  if (pinned) for (const id of Object.keys(pinned)) requireNode(document, `pinned.${id}`, id, ["act"]);
  if (from !== undefined) requireNode(document, "from", from, steps);
}

function requireNode(
  document: Blueprint,
  path: string,
  id: string,
  wanted: readonly NodeExecutor<never>["does"][],
): void {
  const fitting = document.nodes.filter((node) => wanted.includes(nodeExecutor(node.kind).does));
  if (fitting.some((node) => node.id === id)) return;
  const choice =
    fitting.length === 0
      ? "This blueprint has none."
      : `Use one of: ${fitting.map((node) => node.id).join(", ")}.`;
  const what = wanted === steps ? "no node a run can begin at" : "no ability of this blueprint";
  throw new AppError("invalid_input", `“${id}” is ${what}. ${choice}`, {
    details: [{ path, message: choice }],
  });
}
