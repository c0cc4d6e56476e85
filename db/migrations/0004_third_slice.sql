ALTER TABLE "runs" ADD COLUMN "sealed_seq" integer;--> statement-breakpoint
CREATE INDEX "runs_unsealed_idx" ON "runs" USING btree ("id") WHERE finished_at is not null and sealed_seq is null;