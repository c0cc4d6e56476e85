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
ALTER TABLE "runs" ADD COLUMN "sealed_seq" integer;--> statement-breakpoint
ALTER TABLE "cache_days" ADD CONSTRAINT "cache_days_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_days" ADD CONSTRAINT "cache_days_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_entries" ADD CONSTRAINT "cache_entries_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cache_entries" ADD CONSTRAINT "cache_entries_blueprint_id_blueprints_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cache_entries_key" ON "cache_entries" USING btree ("workspace_id","blueprint_id","kind","key");--> statement-breakpoint
CREATE INDEX "cache_entries_like_idx" ON "cache_entries" USING btree ("blueprint_id","like_key","created_at");--> statement-breakpoint
CREATE INDEX "cache_entries_expiry_idx" ON "cache_entries" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "runs_unsealed_idx" ON "runs" USING btree ("id") WHERE finished_at is not null and sealed_seq is null;