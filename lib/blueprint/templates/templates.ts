import { firstAgent } from "./first-agent/template.ts";
import { leadQualifier } from "./lead-qualifier/template.ts";
import { supportDesk } from "./support-desk/template.ts";
import type { Template } from "./template.ts";

/** Every starter template by its slug, in the order they are offered. */
export const templates: Readonly<Record<string, Template>> = {
  [firstAgent.slug]: firstAgent,
  [supportDesk.slug]: supportDesk,
  [leadQualifier.slug]: leadQualifier,
};
