import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { templates } from "#lib/blueprint/templates/templates.ts";

/** The starter templates, without their documents and data. */
export function listTemplates(actor: Actor) {
  authorize(actor, "read");
  const items = Object.values(templates).map(({ slug, name, description, shows, questions }) => ({
    slug,
    name,
    description,
    shows: [...shows],
    questions: [...questions],
  }));
  return { items };
}
