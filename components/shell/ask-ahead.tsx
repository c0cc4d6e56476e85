import { headers } from "next/headers";
import { pathHeader } from "#lib/foundation/path-header.ts";
import { readingsOf } from "./readings-of.ts";

/** Has the browser ask for what this page reads while the page's scripts are still coming. */
export async function AskAhead() {
  const addresses = readingsOf((await headers()).get(pathHeader) ?? "");
  return addresses.length > 0 ? (
    <script src="/ahead.js" data-addresses={JSON.stringify(addresses)} suppressHydrationWarning />
  ) : null;
}
