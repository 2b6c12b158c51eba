-- Whose turn it is at a host of the web, over all processes. It is lost with a crash, which costs a pause and nothing else.
CREATE UNLOGGED TABLE "host_turn" (
    "host" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "holder" TEXT NOT NULL DEFAULT '',
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "host_turn_pkey" PRIMARY KEY ("host","slot")
);
