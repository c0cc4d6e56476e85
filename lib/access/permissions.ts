import { AppError } from "#lib/foundation/errors.ts";

/** The four roles of a member, strongest first. */
export const roles = ["owner", "editor", "operator", "viewer"] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** The role a stored text names. */
export function parseRole(text: string): Role {
  const role = roles.find((known) => known === text);
  if (!role) throw new AppError("internal", `Unknown role ${text}.`);
  return role;
}

/** What may be asked for; each row names the roles that may. */
export const permissions = {
  read: ["owner", "editor", "operator", "viewer"],
  "blueprint.write": ["owner", "editor"],
  "blueprint.publish": ["owner", "editor"],
  "run.start": ["owner", "editor", "operator"],
  "run.control": ["owner", "editor", "operator"],
  "run.comment": ["owner", "editor", "operator"],
  "approval.decide": ["owner", "editor", "operator"],
  "handoff.answer": ["owner", "editor", "operator"],
  "knowledge.write": ["owner", "editor"],
  "table.write": ["owner", "editor", "operator"],
  "memory.write": ["owner", "editor"],
  "settings.write": ["owner"],
  "member.write": ["owner"],
  "token.write": ["owner"],
  "secret.write": ["owner", "editor"],
  "audit.read": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

/** A key of {@link permissions}. */
export type Permission = keyof typeof permissions;

/** Who asks: a signed-in member, an API token, a contact on a public page, or the system itself. */
export type Actor = {
  kind: "member" | "token" | "contact" | "system";
  /** The user's, token's or contact's id; `system` for the system. */
  id: string;
  name: string;
  workspaceId: string;
  role: Role;
};

/** Refuses with `forbidden` unless the actor's role carries the permission: the one authorisation path. */
export function authorize(actor: Actor, permission: Permission): void {
  const allowed: readonly Role[] = permissions[permission];
  if (actor.kind !== "contact" && allowed.includes(actor.role)) return;
  throw new AppError(
    "forbidden",
    `Your role (${actor.role}) may not do this. Ask an owner of the workspace.`,
  );
}
