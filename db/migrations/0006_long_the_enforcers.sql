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
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "experiment_runs" ADD CONSTRAINT "experiment_runs_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_runs" ADD CONSTRAINT "experiment_runs_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_units" ADD CONSTRAINT "experiment_units_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "experiment_runs_unit_idx" ON "experiment_runs" USING btree ("experiment_id","unit");--> statement-breakpoint
CREATE INDEX "experiments_workspace_idx" ON "experiments" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "experiments_blueprint_idx" ON "experiments" USING btree ("blueprint_id","node_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_open_key" ON "experiments" USING btree ("blueprint_id","node_id") WHERE status in ('draft', 'running', 'paused');