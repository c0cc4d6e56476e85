import { addressOf } from "#lib/api/client.ts";
import { analyticsContracts } from "#lib/api/contracts/analytics.ts";
import { analyticsViewContracts } from "#lib/api/contracts/analytics-views.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { listDatasetsContract } from "#lib/api/contracts/datasets.ts";
import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { noticeContracts } from "#lib/api/contracts/notices.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import { listTablesContract } from "#lib/api/contracts/tables.ts";
import { tourContracts } from "#lib/api/contracts/tour.ts";
import { listWorkspacesContract, readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";

const pending = { query: { status: "pending", limit: 100 } } as const;

/**
 * What a page of the studio reads as soon as its scripts run, by address as they ask for it; nothing for other pages.
 * What the page itself shows comes first. An address that no script asks for would be read in vain: a test counts them.
 */
export function readingsOf(pathAndSearch: string): string[] {
  const [path = "", search = ""] = pathAndSearch.split("?");
  const [place = "", id, ...deeper] = path.split("/").filter(Boolean);
  const list = ofAll.get(place);
  if (!list) return [];
  if (deeper.length > 0) return everywhere;
  if (id) return [...(ofOne.get(place)?.(id) ?? []), ...everywhere];
  // What a list is narrowed by is known to its page alone.
  return search ? everywhere : [...list, ...everywhere];
}

const everywhere = [
  addressOf(readWorkspaceContract),
  addressOf(listWorkspacesContract),
  addressOf(noticeContracts.list, { query: { limit: 50 } }),
  addressOf(tourContracts.read),
  addressOf(runContracts.approvals, pending),
  addressOf(handoffContracts.list, pending),
];

const ofAll = new Map(
  Object.entries<string[]>({
    blueprints: [addressOf(blueprintContracts.list, { query: { limit: 200 } })],
    runs: [
      addressOf(runContracts.list, { query: { limit: 50 } }),
      addressOf(blueprintContracts.list, { query: { limit: 100 } }),
    ],
    knowledge: [addressOf(listDatasetsContract, { query: { limit: 200 } })],
    tables: [addressOf(listTablesContract, { query: { limit: 200 } })],
    analytics: [
      addressOf(analyticsContracts.metrics),
      addressOf(analyticsViewContracts.list),
      addressOf(blueprintContracts.list, { query: { limit: 100 } }),
    ],
    inbox: [],
    settings: [],
    templates: [],
  }),
);

const ofOne = new Map(
  Object.entries<(id: string) => string[]>({
    blueprints: (id) => [addressOf(blueprintContracts.get, { params: { id } })],
    runs: (id) => [addressOf(runContracts.get, { params: { id } })],
  }),
);
