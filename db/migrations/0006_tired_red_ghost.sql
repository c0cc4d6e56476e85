CREATE TABLE "what_if_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"what_if_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"parent_id" uuid NOT NULL,
	"fork_id" uuid,
	"status" text NOT NULL,
	"error" text,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "what_ifs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"name" text NOT NULL,
	"against" text NOT NULL,
	"document" jsonb,
	"changes" jsonb NOT NULL,
	"status" text NOT NULL,
	"started_by" text NOT NULL,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "what_if_runs" ADD CONSTRAINT "what_if_runs_what_if_id_what_ifs_id_fk" FOREIGN KEY ("what_if_id") REFERENCES "public"."what_ifs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_ifs" ADD CONSTRAINT "what_ifs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_ifs" ADD CONSTRAINT "what_ifs_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "what_if_runs_idx" ON "what_if_runs" USING btree ("what_if_id","position");--> statement-breakpoint
CREATE INDEX "what_if_runs_workspace_idx" ON "what_if_runs" USING btree ("workspace_id","status");--> statement-breakpoint
CREATE INDEX "what_ifs_blueprint_idx" ON "what_ifs" USING btree ("workspace_id","blueprint_id","id");--> statement-breakpoint
CREATE INDEX "what_ifs_status_idx" ON "what_ifs" USING btree ("status","id");