CREATE TABLE "analytics_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"saved_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "breakpoint_pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"node_id" text NOT NULL,
	"action_id" text NOT NULL,
	"moment" text NOT NULL,
	"status" text NOT NULL,
	"decision" jsonb,
	"resumed_by" text,
	"expires_at" timestamp with time zone NOT NULL,
	"resumed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget_counters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"budget_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"period_key" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"spent" bigint DEFAULT 0 NOT NULL,
	"reserved" bigint DEFAULT 0 NOT NULL,
	"raised" bigint DEFAULT 0 NOT NULL,
	"warned_at" timestamp with time zone,
	"reached_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "budget_entries" (
	"counter_id" uuid NOT NULL,
	"owner_id" text NOT NULL,
	"step" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid,
	"node_id" text,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"amount" bigint NOT NULL,
	"actual" bigint,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "budget_entries_counter_id_owner_id_step_pk" PRIMARY KEY("counter_id","owner_id","step")
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"blueprint_id" uuid,
	"node_id" text,
	"contact_id" uuid,
	"period" text NOT NULL,
	"measure" text NOT NULL,
	"amount" bigint NOT NULL,
	"warn_at" real,
	"on_limit" text NOT NULL,
	"cheaper_model" text,
	"ceiling" bigint,
	"unpriced" text NOT NULL,
	"approver_role" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "experiment_runs" (
	"experiment_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"unit" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "experiment_runs_experiment_id_run_id_pk" PRIMARY KEY("experiment_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "experiment_units" (
	"experiment_id" uuid NOT NULL,
	"unit" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"variant_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiment_units_experiment_id_unit_pk" PRIMARY KEY("experiment_id","unit")
);
--> statement-breakpoint
CREATE TABLE "experiments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"node_id" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"settings" jsonb NOT NULL,
	"version" integer NOT NULL,
	"decision" jsonb,
	"problem" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"config" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "budget_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "analytics_views" ADD CONSTRAINT "analytics_views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breakpoint_pauses" ADD CONSTRAINT "breakpoint_pauses_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_counters" ADD CONSTRAINT "budget_counters_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_entries" ADD CONSTRAINT "budget_entries_counter_id_budget_counters_id_fk" FOREIGN KEY ("counter_id") REFERENCES "public"."budget_counters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_runs" ADD CONSTRAINT "experiment_runs_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_runs" ADD CONSTRAINT "experiment_runs_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_units" ADD CONSTRAINT "experiment_units_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presets" ADD CONSTRAINT "presets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "analytics_views_name_key" ON "analytics_views" USING btree ("workspace_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "breakpoint_pauses_run_action_key" ON "breakpoint_pauses" USING btree ("run_id","action_id","moment");--> statement-breakpoint
CREATE INDEX "breakpoint_pauses_workspace_idx" ON "breakpoint_pauses" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_counters_key" ON "budget_counters" USING btree ("budget_id","subject","period_key");--> statement-breakpoint
CREATE INDEX "budget_counters_workspace_idx" ON "budget_counters" USING btree ("workspace_id","starts_at");--> statement-breakpoint
CREATE INDEX "budget_entries_counter_idx" ON "budget_entries" USING btree ("counter_id","created_at");--> statement-breakpoint
CREATE INDEX "budget_entries_held_idx" ON "budget_entries" USING btree ("expires_at") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "budgets_workspace_idx" ON "budgets" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "experiment_runs_unit_idx" ON "experiment_runs" USING btree ("experiment_id","unit");--> statement-breakpoint
CREATE INDEX "experiments_workspace_idx" ON "experiments" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "experiments_blueprint_idx" ON "experiments" USING btree ("blueprint_id","node_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_open_key" ON "experiments" USING btree ("blueprint_id","node_id") WHERE status in ('draft', 'running', 'paused');--> statement-breakpoint
CREATE UNIQUE INDEX "presets_workspace_name_key" ON "presets" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "presets_workspace_idx" ON "presets" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "approvals_pending_idx" ON "approvals" USING btree ("expires_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "run_events_compacted_idx" ON "run_events" USING btree ("run_id") WHERE event->>'type' = 'context.compacted';