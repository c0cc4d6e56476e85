import type { Contract } from "./contract.ts";
import * as audit from "./contracts/audit.ts";
import * as invitations from "./contracts/invitations.ts";
import * as members from "./contracts/members.ts";
import * as secrets from "./contracts/secrets.ts";
import * as setup from "./contracts/setup.ts";
import * as tokens from "./contracts/tokens.ts";
import * as workspaces from "./contracts/workspaces.ts";

/** Every contract file; one import and one line for each noun. Exports ending in `Contract` are routes. */
const contractFiles = { audit, invitations, members, secrets, setup, tokens, workspaces };

/** Every route of the public API, from which the OpenAPI document and the route inventory are made. */
export const allContracts: Contract[] = Object.values(contractFiles).flatMap((file) =>
  Object.entries(file).flatMap(([name, value]) => (name.endsWith("Contract") ? [value as Contract] : [])),
);
