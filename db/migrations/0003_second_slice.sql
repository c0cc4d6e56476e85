CREATE TABLE "artifacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passage_embeddings" (
	"passage_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"model" text NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "passage_embeddings_passage_id_model_pk" PRIMARY KEY("passage_id","model")
);
--> statement-breakpoint
CREATE TABLE "notice_reads" (
	"notice_id" uuid NOT NULL,
	"reader_id" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_reads_notice_id_reader_id_pk" PRIMARY KEY("notice_id","reader_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"role" text,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suite_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suite_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"suite_run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"status" text NOT NULL,
	"run_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"conversation_id" uuid,
	"checks" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" text,
	"turns" integer,
	"usage" jsonb,
	"duration_ms" integer,
	"lease_until" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "suite_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"version" integer,
	"document" jsonb,
	"agent_node_id" text,
	"writes" text NOT NULL,
	"cause" text NOT NULL,
	"started_by" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"cancel_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "suites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"agent_node_id" text,
	"writes" text DEFAULT 'simulate' NOT NULL,
	"run_on_publish" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "blueprints_workspace_idx";--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_model" text;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_dimensions" integer;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_background" double precision;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_error" jsonb;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "claimed_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "claimed_by_id" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "external_key" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "purpose" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "fork_of" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "fork" jsonb;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "tour" jsonb;--> statement-breakpoint
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passage_embeddings" ADD CONSTRAINT "passage_embeddings_passage_id_passages_id_fk" FOREIGN KEY ("passage_id") REFERENCES "public"."passages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reads" ADD CONSTRAINT "notice_reads_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_cases" ADD CONSTRAINT "suite_cases_suite_id_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_results" ADD CONSTRAINT "suite_results_suite_run_id_suite_runs_id_fk" FOREIGN KEY ("suite_run_id") REFERENCES "public"."suite_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_runs" ADD CONSTRAINT "suite_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_runs" ADD CONSTRAINT "suite_runs_suite_id_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suites" ADD CONSTRAINT "suites_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suites" ADD CONSTRAINT "suites_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "artifacts_run_key" ON "artifacts" USING btree ("run_id","key");--> statement-breakpoint
CREATE INDEX "artifacts_workspace_idx" ON "artifacts" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "passage_embeddings_dataset_idx" ON "passage_embeddings" USING btree ("dataset_id","model","passage_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_run_key" ON "notices" USING btree ("run_id","key");--> statement-breakpoint
CREATE INDEX "notices_workspace_idx" ON "notices" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "suite_cases_suite_idx" ON "suite_cases" USING btree ("suite_id","id");--> statement-breakpoint
CREATE INDEX "suite_results_run_idx" ON "suite_results" USING btree ("suite_run_id","id");--> statement-breakpoint
CREATE INDEX "suite_runs_suite_idx" ON "suite_runs" USING btree ("suite_id","id");--> statement-breakpoint
CREATE INDEX "suite_runs_status_idx" ON "suite_runs" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "suites_blueprint_idx" ON "suites" USING btree ("workspace_id","blueprint_id","id");--> statement-breakpoint
CREATE INDEX "datasets_embedding_due_idx" ON "datasets" USING btree ("embedding_due_at") WHERE "datasets"."embedding_due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_external_key" ON "conversations" USING btree ("blueprint_id","channel","external_key");--> statement-breakpoint
CREATE INDEX "runs_created_idx" ON "runs" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "runs_contact_idx" ON "runs" USING btree ("contact_id","id");--> statement-breakpoint
CREATE INDEX "blueprints_workspace_idx" ON "blueprints" USING btree ("workspace_id","updated_at","id");