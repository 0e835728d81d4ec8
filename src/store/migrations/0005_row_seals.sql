-- A digest of every row of the other tables (the audit trail is chained already), so that a row that was changed,
-- removed or planted by a hand in the file shows. Our own connections keep it, by temporary triggers over whatever
-- tables there are; rows that are older than this table are sealed right after it is made.
CREATE TABLE row_seal (
    tab  TEXT NOT NULL,
    -- The row number, or the columns of the primary key as SQL writes them, with / between.
    key  ANY NOT NULL,
    -- 15 bytes of SHA-256 over table, key and values, and a byte that makes the XOR of all sixteen zero: a seal that
    -- was changed itself is told from a row that was.
    seal BLOB NOT NULL,
    PRIMARY KEY (tab, key)
) STRICT, WITHOUT ROWID;
