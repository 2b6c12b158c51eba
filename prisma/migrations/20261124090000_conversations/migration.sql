-- Conversations: what a person wrote, and the job that answers it.

CREATE TABLE "conversation" (
    "conversation_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("conversation_id")
);

CREATE TABLE "turn" (
    "conversation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "message_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "job_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "turn_pkey" PRIMARY KEY ("conversation_id","number")
);

CREATE INDEX "conversation_user_id_updated_at_idx" ON "conversation"("user_id", "updated_at" DESC);
CREATE UNIQUE INDEX "turn_conversation_id_message_id_key" ON "turn"("conversation_id", "message_id");
CREATE INDEX "turn_job_id_idx" ON "turn"("job_id");
ALTER TABLE "turn" ADD CONSTRAINT "turn_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("conversation_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "turn" ADD CONSTRAINT "turn_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("job_id") ON DELETE SET NULL ON UPDATE CASCADE;
