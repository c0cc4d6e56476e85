DROP INDEX "blueprints_workspace_idx";--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "last_error" text;--> statement-breakpoint
CREATE INDEX "blueprints_workspace_idx" ON "blueprints" USING btree ("workspace_id","updated_at","id");