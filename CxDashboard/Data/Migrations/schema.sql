CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
) STRICT;
CREATE TABLE "daily_metrics" (
    "day" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "value_of_dimension" TEXT NOT NULL,
    "count" REAL NULL,
    "n" INTEGER NOT NULL,
    "value" REAL NULL,
    "low" REAL NULL,
    "high" REAL NULL,
    "maturing" INTEGER NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "finished" INTEGER NOT NULL,
    CONSTRAINT "PK_daily_metrics" PRIMARY KEY ("day", "metric", "version", "dimension", "value_of_dimension")
) STRICT;
CREATE TABLE "import" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_import" PRIMARY KEY AUTOINCREMENT,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "map_name" TEXT NOT NULL,
    "map_hash" TEXT NOT NULL,
    "source" TEXT NULL,
    "started_at" INTEGER NOT NULL,
    "finished_at" INTEGER NULL,
    "position" INTEGER NOT NULL,
    "read" INTEGER NOT NULL,
    "new" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "state" TEXT NULL,
    "fault" TEXT NULL
, "asked_by" TEXT NULL, "request" TEXT NULL, "traced" INTEGER NOT NULL DEFAULT 0, "undo_first_sequence" INTEGER NULL, "undo_last_sequence" INTEGER NULL, "undone_at" INTEGER NULL, "undone_by" TEXT NULL, "undone_deleted" INTEGER NOT NULL DEFAULT 0, "undone_restored" INTEGER NOT NULL DEFAULT 0, "undone_stayed" INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "interaction_version" (
    "replaced_sequence" INTEGER NOT NULL CONSTRAINT "PK_interaction_version" PRIMARY KEY,
    "interaction_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "external_id_is_hash" INTEGER NOT NULL,
    "customer" TEXT NULL,
    "segment" TEXT NULL,
    "channel" TEXT NULL,
    "topic" TEXT NULL,
    "product" TEXT NULL,
    "region" TEXT NULL,
    "team" TEXT NULL,
    "direction" INTEGER NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "first_reply_at" INTEGER NULL,
    "first_useful_reply_at" INTEGER NULL,
    "claimed_at" INTEGER NULL,
    "claimed" INTEGER NULL,
    "reopened_count" INTEGER NULL,
    "reopened_at" INTEGER NULL,
    "last_claimed_at" INTEGER NULL,
    "abandoned" INTEGER NULL,
    "transfers" INTEGER NULL,
    "waiting_seconds" INTEGER NULL,
    "asked" INTEGER NULL,
    "rating" REAL NULL,
    "rating_scale" INTEGER NULL,
    "rated_at" INTEGER NULL,
    "effort" INTEGER NULL,
    "recommend" INTEGER NULL,
    "would_buy_again" INTEGER NULL,
    "confirmed" INTEGER NULL,
    "cost" INTEGER NULL,
    "cause" TEXT NULL,
    "policy" TEXT NULL,
    "gesture" TEXT NULL,
    "time_flags" INTEGER NOT NULL,
    "comment" TEXT NULL,
    "extra" TEXT NULL
) STRICT;
CREATE TABLE "journal" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_journal" PRIMARY KEY,
    "interaction_id" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
) STRICT;
CREATE TABLE "run" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_run" PRIMARY KEY AUTOINCREMENT,
    "job" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "records" INTEGER NOT NULL,
    "outcome" TEXT NULL,
    "fault" TEXT NULL
) STRICT;
CREATE TABLE "setting" (
    "name" TEXT NOT NULL CONSTRAINT "PK_setting" PRIMARY KEY,
    "value" TEXT NOT NULL
) STRICT;
CREATE TABLE "source" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_source" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "live" INTEGER NOT NULL,
    "known_until" INTEGER NULL,
    "contacts_known_until" INTEGER NULL,
    "colleague_fields" TEXT NULL
) STRICT;
CREATE TABLE "watermark" (
    "job" TEXT NOT NULL CONSTRAINT "PK_watermark" PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
) STRICT;
CREATE TABLE "rejected_row" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_rejected_row" PRIMARY KEY AUTOINCREMENT,
    "import_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "FK_rejected_row_import_import_id" FOREIGN KEY ("import_id") REFERENCES "import" ("id") ON DELETE CASCADE
) STRICT;
CREATE TABLE "interaction" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_interaction" PRIMARY KEY,
    "source_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "external_id_is_hash" INTEGER NOT NULL,
    "customer" TEXT NULL,
    "segment" TEXT NULL,
    "channel" TEXT NULL,
    "topic" TEXT NULL,
    "product" TEXT NULL,
    "region" TEXT NULL,
    "team" TEXT NULL,
    "direction" INTEGER NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "first_reply_at" INTEGER NULL,
    "first_useful_reply_at" INTEGER NULL,
    "claimed_at" INTEGER NULL,
    "claimed" INTEGER NULL,
    "reopened_count" INTEGER NULL,
    "reopened_at" INTEGER NULL,
    "last_claimed_at" INTEGER NULL,
    "abandoned" INTEGER NULL,
    "transfers" INTEGER NULL,
    "waiting_seconds" INTEGER NULL,
    "asked" INTEGER NULL,
    "rating" REAL NULL,
    "rating_scale" INTEGER NULL,
    "rated_at" INTEGER NULL,
    "effort" INTEGER NULL,
    "recommend" INTEGER NULL,
    "would_buy_again" INTEGER NULL,
    "confirmed" INTEGER NULL,
    "cost" INTEGER NULL,
    "cause" TEXT NULL,
    "policy" TEXT NULL,
    "gesture" TEXT NULL,
    "time_flags" INTEGER NOT NULL,
    "comment" TEXT NULL,
    "extra" TEXT NULL,
    CONSTRAINT "FK_interaction_source_source_id" FOREIGN KEY ("source_id") REFERENCES "source" ("id") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "import_file_hash" ON "import" ("file_hash");
CREATE UNIQUE INDEX "interaction_identity" ON "interaction" ("source_id", "external_id");
CREATE INDEX "interaction_version_interaction" ON "interaction_version" ("interaction_id");
CREATE INDEX "rejected_row_import" ON "rejected_row" ("import_id");
CREATE INDEX "run_job" ON "run" ("job", "started_at");
CREATE UNIQUE INDEX "source_name" ON "source" ("name");
CREATE INDEX "interaction_words" ON "interaction" ("opened_at") WHERE comment IS NOT NULL;
CREATE TABLE "customer_rule" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_customer_rule" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "customer" TEXT NOT NULL,
    "into_customer" TEXT NULL
) STRICT;
CREATE TABLE "phase" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_phase" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "kind" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "slices" TEXT NOT NULL,
    "starts" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "why" TEXT NOT NULL
) STRICT;
CREATE TABLE "former_source" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_former_source" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "colleague_fields" TEXT NULL
) STRICT;
CREATE TABLE "import_batch" (
    "import_id" INTEGER NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    CONSTRAINT "PK_import_batch" PRIMARY KEY ("import_id", "first_sequence"),
    CONSTRAINT "FK_import_batch_import_import_id" FOREIGN KEY ("import_id") REFERENCES "import" ("id") ON DELETE RESTRICT
) STRICT;
CREATE TABLE "source_write" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_source_write" PRIMARY KEY AUTOINCREMENT,
    "source_id" INTEGER NOT NULL,
    "import_id" INTEGER NULL,
    "live" INTEGER NULL,
    "known_until" INTEGER NULL,
    "contacts_known_until" INTEGER NULL,
    "forced" INTEGER NOT NULL,
    "colleague_fields" TEXT NULL,
    CONSTRAINT "FK_source_write_import_import_id" FOREIGN KEY ("import_id") REFERENCES "import" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_source_write_source_source_id" FOREIGN KEY ("source_id") REFERENCES "source" ("id") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "source_write_import" ON "source_write" ("import_id");
CREATE INDEX "source_write_source" ON "source_write" ("source_id");
CREATE TABLE "source_version" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_source_version" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "contacts_known_until" INTEGER NULL,
    "known_until" INTEGER NULL,
    "live" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL
) STRICT;
CREATE INDEX "source_version_source" ON "source_version" ("source_id");
CREATE TABLE "api_key" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_api_key" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "scopes" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "last_used_at" INTEGER NULL,
    "revoked_at" INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX "api_key_prefix" ON "api_key" ("prefix");
CREATE TABLE "answered_request" (
    "key_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "status" INTEGER NOT NULL,
    "answer" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_answered_request" PRIMARY KEY ("key_id", "name")
) STRICT;
CREATE TABLE "record_part" (
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "own" TEXT NULL,
    "waiting" INTEGER NOT NULL,
    "received_at" INTEGER NOT NULL,
    CONSTRAINT "PK_record_part" PRIMARY KEY ("source", "external_id")
) STRICT;
CREATE INDEX "answered_request_at" ON "answered_request" ("at");
CREATE INDEX "record_part_waiting" ON "record_part" ("source", "received_at") WHERE waiting = 1;
CREATE TABLE "delivery" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_delivery" PRIMARY KEY AUTOINCREMENT,
    "webhook" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "why" TEXT NULL,
    "body" BLOB NOT NULL
) STRICT;
CREATE TABLE "delivery_count" (
    "webhook" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "kind" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" INTEGER NOT NULL,
    CONSTRAINT "PK_delivery_count" PRIMARY KEY ("webhook", "type", "kind")
) STRICT;
CREATE TABLE "story" (
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "told" TEXT NOT NULL,
    "customer" TEXT NULL,
    "waiting" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "PK_story" PRIMARY KEY ("source", "external_id")
) STRICT;
CREATE INDEX "delivery_webhook_kind" ON "delivery" ("webhook", "kind", "id");
CREATE INDEX "story_customer" ON "story" ("customer") WHERE customer IS NOT NULL;
CREATE INDEX "story_waiting" ON "story" ("source") WHERE waiting = 1;
INSERT INTO setting (name, value) VALUES ('store_id', lower(hex(randomblob(16)))), ('epoch', '0');
INSERT INTO "__EFMigrationsHistory" VALUES
  ('20261123101138_Initial', '10.0.14'),
  ('20261123112826_IndexWords', '10.0.14'),
  ('20261125072403_RememberCustomers', '10.0.14'),
  ('20261130200322_RememberPhases', '10.0.14'),
  ('20261201000850_TraceImports', '10.0.14'),
  ('20261201025935_KeepKeys', '10.0.14'),
  ('20261201031148_ReceiveByWire', '10.0.14'),
  ('20261201071432_ReceiveWebhooks', '10.0.14');
