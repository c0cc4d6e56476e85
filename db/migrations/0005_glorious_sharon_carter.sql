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
ALTER TABLE "datasets" ADD COLUMN "embedding_model" text;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_dimensions" integer;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_background" double precision;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_error" jsonb;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "embedding_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "external_key" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "tour" jsonb;--> statement-breakpoint
ALTER TABLE "passage_embeddings" ADD CONSTRAINT "passage_embeddings_passage_id_passages_id_fk" FOREIGN KEY ("passage_id") REFERENCES "public"."passages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passage_embeddings_dataset_idx" ON "passage_embeddings" USING btree ("dataset_id","model","passage_id");--> statement-breakpoint
CREATE INDEX "datasets_embedding_due_idx" ON "datasets" USING btree ("embedding_due_at") WHERE "datasets"."embedding_due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_external_key" ON "conversations" USING btree ("blueprint_id","channel","external_key");