import "server-only";
import { database } from "#db/client.server.ts";
import { traitsOf } from "#lib/abilities/define-ability.ts";
import { type AnyAbilityDefinition, abilityDefinition } from "#lib/abilities/definitions.ts";
import type { AbilityContext } from "#lib/abilities/execute-ability.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { redactSecrets } from "#lib/access/redact.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { testAbilityContract } from "#lib/api/contracts/abilities.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { bindEgress } from "#lib/net/bind-egress.server.ts";
import { insertRow, updateRow } from "#lib/tables/store.server.ts";
import { findEgress } from "./find-egress.server.ts";
import { type Recorded, recordingDoors } from "./test-doors.server.ts";

type Input = ContractInput<typeof testAbilityContract>["body"];
type Output = ContractOutput<typeof testAbilityContract>;

/** Shows what an ability would send; sends it only when told so, once, without a retry, and in the audit log. */
export async function testAbility(actor: Actor, body: Input): Promise<Output> {
  authorize(actor, "blueprint.write");
  const { definition, settings, args } = readInput(body);
  const traits = traitsOf(definition as never, settings);
  const executor = abilityExecutor(body.ability);
  if (!executor) throw new AppError("invalid_input", `This build has no ability “${body.ability}”.`);
  const recorded: Recorded[] = [];
  const dry = recordingDoors(actor, recorded);
  const request = executor.preview
    ? await executor.preview(dry, settings, args)
    : await recordedBy(() => executor.act(dry, settings, args), recorded);
  const shown = { request, effect: traits.effect, reversibility: traits.reversibility };
  if (!body.send) return { ...shown, sent: false };

  authorize(actor, "run.start");
  await recordAudit(database(), actor, {
    action: "ability.tested",
    noun: "ability",
    nounId: body.ability,
    after: request,
  });
  const secrets: { name: string; value: string }[] = [];
  const doors = await realDoors(actor, dry, secrets);
  const started = Date.now();
  const end = (result: unknown, isError: boolean): Output => ({
    ...shown,
    sent: true,
    result: redactSecrets(result, secrets),
    isError,
    durationMs: Date.now() - started,
  });
  try {
    const done = await executor.act(doors, settings, args);
    return end(done.passages ?? done.result, done.isError ?? false);
  } catch (caught) {
    const error = toAppError(caught);
    if (error.code === "internal") throw caught;
    return end({ error: { code: error.code, message: error.message } }, true);
  }
}

function readInput(body: Input): {
  definition: AnyAbilityDefinition;
  settings: never;
  args: Record<string, unknown>;
} {
  const definition = abilityDefinition(body.ability);
  if (!definition) throw new AppError("invalid_input", `This build has no ability “${body.ability}”.`);
  const settings = definition.settings.safeParse(body.settings);
  if (!settings.success) throw misfit("settings", settings.error.issues);
  const [problem] = definition.check(settings.data).filter(({ severity }) => severity === "error");
  if (problem) throw misfit("settings", [{ path: [problem.field ?? ""], message: problem.message }]);
  const args = definition.arguments(settings.data).safeParse(body.arguments);
  if (!args.success) throw misfit("arguments", args.error.issues);
  return { definition, settings: settings.data as never, args: args.data as Record<string, unknown> };
}

function misfit(
  where: string,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
): AppError {
  const details = issues.map(({ path, message }) => ({
    path: [where, ...path.map(String)].filter((part) => part !== "").join("."),
    message,
  }));
  return new AppError("invalid_input", `${details[0]?.path}: ${details[0]?.message}`, { details });
}

async function recordedBy(
  act: () => Promise<{ result: unknown; handoff?: unknown }>,
  recorded: Recorded[],
): Promise<unknown> {
  const { result, handoff } = await act();
  if (handoff) return [{ door: "handoff", ...handoff }];
  return recorded.length > 0 ? recorded : [{ door: "none", result }];
}

async function realDoors(
  actor: Actor,
  dry: AbilityContext,
  secrets: { name: string; value: string }[],
): Promise<AbilityContext> {
  const { workspaceId } = actor;
  const egress = await findEgress(workspaceId);
  return {
    ...dry,
    search: () =>
      Promise.reject(
        new AppError("conflict", "Try a search on the dataset's own page, where its scores show."),
      ),
    http: bindEgress(egress, dry.signal),
    secret: async (name) => {
      const value = await readSecret(database(), workspaceId, name);
      if (value !== undefined) secrets.push({ name, value });
      return value;
    },
    tables: {
      ...dry.tables,
      insert: (table, values) => insertRow(database(), workspaceId, table, values),
      update: (table, match, values) => updateRow(database(), workspaceId, table, match, values),
    },
  };
}
