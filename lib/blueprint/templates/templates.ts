import { contentDesk } from "./content-desk/template.ts";
import { demoBooking } from "./demo-booking/template.ts";
import { firstAgent } from "./first-agent/template.ts";
import { household } from "./household/template.ts";
import { hrDesk } from "./hr-desk/template.ts";
import { invoiceDesk } from "./invoice-desk/template.ts";
import { itHelpDesk } from "./it-help-desk/template.ts";
import { leadQualifier } from "./lead-qualifier/template.ts";
import { pricingDesk } from "./pricing-desk/template.ts";
import { productAdvisor } from "./product-advisor/template.ts";
import { returnsDesk } from "./returns-desk/template.ts";
import { stockDesk } from "./stock-desk/template.ts";
import { supportDesk } from "./support-desk/template.ts";
import type { Template } from "./template.ts";
import { tierOneTickets } from "./tier-one-tickets/template.ts";

/** Every starter template by its slug, in the order they are offered. */
export const templates: Readonly<Record<string, Template>> = {
  [firstAgent.slug]: firstAgent,
  [supportDesk.slug]: supportDesk,
  [leadQualifier.slug]: leadQualifier,
  [tierOneTickets.slug]: tierOneTickets,
  [demoBooking.slug]: demoBooking,
  [productAdvisor.slug]: productAdvisor,
  [stockDesk.slug]: stockDesk,
  [contentDesk.slug]: contentDesk,
  [itHelpDesk.slug]: itHelpDesk,
  [hrDesk.slug]: hrDesk,
  [invoiceDesk.slug]: invoiceDesk,
  [household.slug]: household,
  [returnsDesk.slug]: returnsDesk,
  [pricingDesk.slug]: pricingDesk,
};
