import type { Contract } from "./contract.ts";
import * as abilities from "./contracts/abilities.ts";
import * as account from "./contracts/account.ts";
import * as agents from "./contracts/agents.ts";
import * as analytics from "./contracts/analytics.ts";
import * as analyticsViews from "./contracts/analytics-views.ts";
import * as answerCache from "./contracts/answer-cache.ts";
import * as artifacts from "./contracts/artifacts.ts";
import * as audit from "./contracts/audit.ts";
import * as blueprints from "./contracts/blueprints.ts";
import * as budgets from "./contracts/budgets.ts";
import * as chat from "./contracts/chat.ts";
import * as comments from "./contracts/comments.ts";
import * as datasets from "./contracts/datasets.ts";
import * as experiments from "./contracts/experiments.ts";
import * as explanations from "./contracts/explanations.ts";
import * as followUps from "./contracts/follow-ups.ts";
import * as handoffs from "./contracts/handoffs.ts";
import * as hooks from "./contracts/hooks.ts";
import * as invitations from "./contracts/invitations.ts";
import * as members from "./contracts/members.ts";
import * as memories from "./contracts/memories.ts";
import * as models from "./contracts/models.ts";
import * as notices from "./contracts/notices.ts";
import * as openai from "./contracts/openai.ts";
import * as presets from "./contracts/presets.ts";
import * as ratings from "./contracts/ratings.ts";
import * as runs from "./contracts/runs.ts";
import * as secrets from "./contracts/secrets.ts";
import * as setup from "./contracts/setup.ts";
import * as suites from "./contracts/suites.ts";
import * as tables from "./contracts/tables.ts";
import * as teams from "./contracts/teams.ts";
import * as templates from "./contracts/templates.ts";
import * as tokens from "./contracts/tokens.ts";
import * as tour from "./contracts/tour.ts";
import * as triggers from "./contracts/triggers.ts";
import * as whatIfs from "./contracts/what-ifs.ts";
import * as workspaces from "./contracts/workspaces.ts";

// One import and one word here for each noun; the contracts inside are found by their shape.
const contractFiles = {
  answerCache,
  abilities,
  agents,
  analytics,
  analyticsViews,
  artifacts,
  audit,
  blueprints,
  budgets,
  chat,
  comments,
  datasets,
  experiments,
  explanations,
  followUps,
  handoffs,
  hooks,
  invitations,
  members,
  memories,
  models,
  notices,
  openai,
  presets,
  ratings,
  runs,
  secrets,
  setup,
  suites,
  tables,
  teams,
  templates,
  tokens,
  account,
  tour,
  triggers,
  whatIfs,
  workspaces,
};

/** Every route of the public API, from which the OpenAPI document is made. */
export const allContracts: Contract[] = Object.values(contractFiles).flatMap((file) =>
  // The order of a module's exports is the loader's choice; documents made from this must not depend on it.
  Object.values(file).flatMap(contractsIn).sort(byAddress),
);

function byAddress(a: Contract, b: Contract): number {
  return `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1;
}

function contractsIn(value: unknown): Contract[] {
  if (value === null || typeof value !== "object") return [];
  if (isContract(value)) return [value];
  const isGroup = Object.getPrototypeOf(value) === Object.prototype;
  return isGroup ? Object.values(value).filter(isContract) : [];
}

function isContract(value: unknown): value is Contract {
  return (
    value !== null && typeof value === "object" && "method" in value && "path" in value && "response" in value
  );
}
