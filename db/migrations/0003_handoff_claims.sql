ALTER TABLE "handoffs" ADD COLUMN "claimed_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "claimed_by_id" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "due_at" timestamp with time zone;