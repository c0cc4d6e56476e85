ALTER TABLE "runs" ADD COLUMN "fork_of" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "fork" jsonb;--> statement-breakpoint
CREATE INDEX "runs_contact_idx" ON "runs" USING btree ("contact_id","id");