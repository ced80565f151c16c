namespace Pillion.Storage.Sqlite;

/// <summary>
/// The tables. Times are milliseconds since 1970 in UTC. What holds JSON has row ids: rows of all kinds then go side by side
/// onto the newest pages, while the tree of a table without them keeps only a quarter of a page of each row and gives the rest
/// a page of its own.
/// </summary>
internal static class Schema
{
    public const string Pragmas =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA busy_timeout = 5000;
        PRAGMA cache_size = -16000;
        PRAGMA wal_autocheckpoint = 0;
        """;

    public const string Tables =
        """
        CREATE TABLE IF NOT EXISTS events (
            stream  TEXT    NOT NULL,
            version INTEGER NOT NULL,
            type    TEXT    NOT NULL,
            data    TEXT    NOT NULL,
            at      INTEGER NOT NULL,
            PRIMARY KEY (stream, version)
        );

        CREATE TABLE IF NOT EXISTS documents (
            kind    TEXT    NOT NULL,
            id      TEXT    NOT NULL,
            version INTEGER NOT NULL,
            data    TEXT    NOT NULL,
            grouped TEXT,
            expires INTEGER,
            PRIMARY KEY (kind, id)
        );
        -- An older index of all documents; those without a group only cost writes there.
        DROP INDEX IF EXISTS documents_by_group;
        CREATE INDEX IF NOT EXISTS documents_in_group ON documents (kind, grouped, id) WHERE grouped IS NOT NULL;
        CREATE INDEX IF NOT EXISTS documents_by_expiry ON documents (expires) WHERE expires IS NOT NULL;

        CREATE TABLE IF NOT EXISTS document_keys (
            kind TEXT NOT NULL,
            key  TEXT NOT NULL,
            id   TEXT NOT NULL,
            PRIMARY KEY (kind, key)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS document_keys_by_id ON document_keys (kind, id);

        CREATE TABLE IF NOT EXISTS outbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            type     TEXT    NOT NULL,
            data     TEXT    NOT NULL,
            due      INTEGER,          -- null: undeliverable, kept for the operator
            attempts INTEGER NOT NULL DEFAULT 0,
            key      TEXT UNIQUE,
            error    TEXT
        );
        CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (due, position) WHERE due IS NOT NULL;
        """;
}
