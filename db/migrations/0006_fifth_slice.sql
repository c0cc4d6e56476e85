CREATE TABLE "run_assignments" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"assigned_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"step_seq" integer,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"what" text NOT NULL,
	"channel" text NOT NULL,
	"recipient_id" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE "notices" ADD COLUMN "recipient_id" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "anchor" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tables" ADD COLUMN "checks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "run_assignments" ADD CONSTRAINT "run_assignments_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_assignments" ADD CONSTRAINT "run_assignments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_assignments" ADD CONSTRAINT "run_assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_comments" ADD CONSTRAINT "run_comments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_comments" ADD CONSTRAINT "run_comments_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_deliveries" ADD CONSTRAINT "approval_deliveries_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_if_runs" ADD CONSTRAINT "what_if_runs_what_if_id_what_ifs_id_fk" FOREIGN KEY ("what_if_id") REFERENCES "public"."what_ifs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_ifs" ADD CONSTRAINT "what_ifs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "what_ifs" ADD CONSTRAINT "what_ifs_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_assignments_user_idx" ON "run_assignments" USING btree ("workspace_id","user_id");--> statement-breakpoint
CREATE INDEX "run_comments_run_idx" ON "run_comments" USING btree ("workspace_id","run_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_deliveries_key" ON "approval_deliveries" USING btree ("approval_id","what","channel","recipient_id");--> statement-breakpoint
CREATE INDEX "approval_deliveries_due_idx" ON "approval_deliveries" USING btree ("next_at") WHERE done_at IS NULL;--> statement-breakpoint
CREATE INDEX "what_if_runs_idx" ON "what_if_runs" USING btree ("what_if_id","position");--> statement-breakpoint
CREATE INDEX "what_if_runs_workspace_idx" ON "what_if_runs" USING btree ("workspace_id","status");--> statement-breakpoint
CREATE INDEX "what_ifs_blueprint_idx" ON "what_ifs" USING btree ("workspace_id","blueprint_id","id");--> statement-breakpoint
CREATE INDEX "what_ifs_status_idx" ON "what_ifs" USING btree ("status","id");