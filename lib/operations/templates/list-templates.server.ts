import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { templateFields } from "#lib/blueprint/templates/template.ts";
import { templates } from "#lib/blueprint/templates/templates.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { presentTemplate, presentWholeTemplate } from "./present-template.server.ts";

/** The starter templates, without their documents and data. */
export function listTemplates(actor: Actor) {
  authorize(actor, "read");
  return { fields: templateFields, items: Object.values(templates).map(presentTemplate) };
}

/** One template with its documents, tables and cases. */
export function readTemplate(actor: Actor, slug: string) {
  authorize(actor, "read");
  const template = Object.hasOwn(templates, slug) ? templates[slug] : undefined;
  if (!template)
    throw new AppError("not_found", `There is no template “${slug}”. Choose one from the gallery.`);
  return presentWholeTemplate(template);
}
