import { crmTables } from "#lib/tables/crm.ts";
import type { StarterData } from "../starter-data.ts";
import { productGuide } from "./product-guide.ts";

/** The lead qualifier's knowledge and the CRM it writes to. */
export const data: StarterData = {
  datasets: [
    {
      key: "product-guide",
      name: "Product guide",
      description:
        "Plans, prices, limits, integrations, security, onboarding, and what a qualified lead looks like.",
      documents: productGuide,
    },
  ],
  tables: crmTables,
};
