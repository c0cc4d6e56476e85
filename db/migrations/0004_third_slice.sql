CREATE TABLE "cache_days" (
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"hits" integer DEFAULT 0 NOT NULL,
	"misses" integer DEFAULT 0 NOT NULL,
	"saved_tokens" integer DEFAULT 0 NOT NULL,
	"saved_usd" real DEFAULT 0 NOT NULL,
	CONSTRAINT "cache_days_blueprint_id_day_kind_pk" PRIMARY KEY("blueprint_id","day","kind")
);
--> statement-breakpoint
CREATE TABLE "cache_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"node_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"like_key" text,
	"question" text,
	"vector" "bytea",
	"value" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"trigger_node_id" text NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"started_run_id" uuid,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_circuits" (
	"workspace_id" uuid NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"node_id" text NOT NULL,
	"failures" timestamp with time zone[] NOT NULL,
	"opened_at" timestamp with time zone,
	"probed_at" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_circuits_workspace_id_blueprint_id_node_id_pk" PRIMARY KEY("workspace_id","blueprint_id","node_id")
);
--> statement-breakpoint
CREATE TABLE "board_tasks" (
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"board_id" text NOT NULL,
	"task_id" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"taken_by" text,
	"lease_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	CONSTRAINT "board_tasks_run_id_board_id_task_id_pk" PRIMARY KEY("run_id","board_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "memory_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"memory_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"value" text NOT NULL,
	"run_id" uuid,
	"node_id" text,
	"action_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "sealed_seq" integer;--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "cache_days" ADD CONSTRAINT "cache_days_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_days" ADD CONSTRAINT "cache_days_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_entries" ADD CONSTRAINT "cache_entries_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_entries" ADD CONSTRAINT "cache_entries_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_circuits" ADD CONSTRAINT "agent_circuits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_circuits" ADD CONSTRAINT "agent_circuits_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_tasks" ADD CONSTRAINT "board_tasks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_tasks" ADD CONSTRAINT "board_tasks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_versions" ADD CONSTRAINT "memory_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_versions" ADD CONSTRAINT "memory_versions_memory_id_memories_id_fk" FOREIGN KEY ("memory_id") REFERENCES "public"."memories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cache_entries_key" ON "cache_entries" USING btree ("workspace_id","blueprint_id","kind","key");--> statement-breakpoint
CREATE INDEX "cache_entries_like_idx" ON "cache_entries" USING btree ("blueprint_id","like_key","created_at");--> statement-breakpoint
CREATE INDEX "cache_entries_expiry_idx" ON "cache_entries" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "follow_ups_run_key" ON "follow_ups" USING btree ("run_id","key");--> statement-breakpoint
CREATE INDEX "follow_ups_due_idx" ON "follow_ups" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "follow_ups_conversation_idx" ON "follow_ups" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "follow_ups_workspace_idx" ON "follow_ups" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "memory_versions_number" ON "memory_versions" USING btree ("memory_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "memory_versions_action" ON "memory_versions" USING btree ("run_id","action_key");--> statement-breakpoint
CREATE INDEX "ratings_workspace_idx" ON "ratings" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "runs_unsealed_idx" ON "runs" USING btree ("id") WHERE finished_at is not null and sealed_seq is null;