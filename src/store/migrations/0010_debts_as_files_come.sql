-- A name is no identity: who has no tax number is known by the number that the municipality's system gave them, and
-- where it gave none each debt has a debtor of its own. Older books had one row a name; such rows are parted here.
-- Receipts hold the payer's name themselves and stay as they are.
DROP INDEX debtor_without_afm;
ALTER TABLE debtor ADD COLUMN number TEXT CHECK (number <> '');
CREATE UNIQUE INDEX debtor_number ON debtor (number) WHERE number IS NOT NULL;

CREATE TABLE parted (debt_id INTEGER PRIMARY KEY, debtor_id INTEGER NOT NULL) STRICT;
INSERT INTO parted (debt_id, debtor_id)
SELECT d.id, (SELECT max(id) FROM debtor) + row_number() OVER (ORDER BY d.id)
FROM debt d JOIN debtor o ON o.id = d.debtor_id
WHERE o.afm IS NULL AND d.id > (SELECT min(f.id) FROM debt f WHERE f.debtor_id = o.id);
INSERT INTO debtor (id, name, name_folded)
SELECT p.debtor_id, o.name, o.name_folded
FROM parted p JOIN debt d ON d.id = p.debt_id JOIN debtor o ON o.id = d.debtor_id;
UPDATE debt SET debtor_id = p.debtor_id FROM parted p WHERE p.debt_id = debt.id;
DROP TABLE parted;

-- The files of debts that were loaded. What the last one under a mapping had tells what the next one lacks.
CREATE TABLE debt_file (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL CHECK (length(at) = 24),
    name      TEXT NOT NULL,
    -- Nothing of a file that an older version loaded.
    mapping   TEXT,
    -- The words of the fields that it had a column of, with commas between.
    fields    TEXT,
    -- What it lacked of those that the file before it under its mapping had.
    vanished  TEXT,
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;
CREATE TRIGGER debt_file_is_fixed BEFORE UPDATE ON debt_file
BEGIN SELECT RAISE(ABORT, 'what was loaded does not change'); END;
CREATE TRIGGER debt_file_stays BEFORE DELETE ON debt_file
BEGIN SELECT RAISE(ABORT, 'what was loaded does not change'); END;
INSERT INTO debt_file (at, name, audit_seq)
SELECT at, subject, seq FROM audit WHERE act = 'debts_imported' ORDER BY seq;

-- The rule by which a report's documents were compared with the terminals' batches: 1 took one report a batch and named
-- several rows by one reference, 2 goes row by row. A report is never made again by another rule than its own.
ALTER TABLE z_report ADD COLUMN comparison INTEGER NOT NULL DEFAULT 1 CHECK (comparison IN (1, 2));

-- 1 where the file calls it something that is neither a payment nor what goes back.
ALTER TABLE batch_move ADD COLUMN unknown_kind INTEGER CHECK (unknown_kind = 1);
