import { timestamp, uuid } from "drizzle-orm/pg-core";

/** A UUIDv7 primary key, made by the application so that ids sort by time. */
export const idColumn = () => uuid("id").primaryKey();

/** When the row was first stored. */
export const createdAt = () => timestamp("created_at", { withTimezone: true }).notNull().defaultNow();

/** When the row last changed; writers set it. */
export const updatedAt = () => timestamp("updated_at", { withTimezone: true }).notNull().defaultNow();

/** A nullable moment under the given column name. */
export const momentColumn = (name: string) => timestamp(name, { withTimezone: true });
