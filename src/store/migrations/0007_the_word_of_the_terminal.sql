-- When a request was written to the terminal, and when each further start of the PC first knew of it, by a clock that
-- nobody puts: until the sale must be over, a terminal that holds nothing of it may still charge.
CREATE TABLE attempt_witness (
    attempt_id INTEGER NOT NULL REFERENCES attempt (id),
    -- What the steady clock counts from: one start of one machine.
    origin     TEXT NOT NULL CHECK (origin <> ''),
    steady_ms  INTEGER NOT NULL CHECK (steady_ms >= 0),
    -- 1 where the request was written just then.
    written    INTEGER NOT NULL CHECK (written IN (0, 1)),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    PRIMARY KEY (attempt_id, origin)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_witness_is_fixed BEFORE UPDATE ON attempt_witness
BEGIN SELECT RAISE(ABORT, 'a witness does not change'); END;
CREATE TRIGGER attempt_witness_stays BEFORE DELETE ON attempt_witness
BEGIN SELECT RAISE(ABORT, 'a witness is never deleted'); END;
CREATE TRIGGER attempt_witness_is_made_once BEFORE INSERT ON attempt_witness
WHEN EXISTS (SELECT 1 FROM attempt_witness WHERE attempt_id = NEW.attempt_id AND origin = NEW.origin)
  OR (NEW.written = 1 AND (SELECT state FROM attempt WHERE id = NEW.attempt_id) <> 'sent')
BEGIN SELECT RAISE(ABORT, 'a witness does not change'); END;

-- Of a result that nobody booked: the desk whose till it keeps open (of rows that are older, every desk's), whether money
-- was taken or given back (of older rows the journal says so where it can), and why a result that names an attempt of
-- ours is not its answer.
ALTER TABLE foreign_result ADD COLUMN desk TEXT CHECK (desk <> '');
ALTER TABLE foreign_result ADD COLUMN direction TEXT CHECK (direction IN ('taken', 'given_back', 'unknown'));
ALTER TABLE foreign_result ADD COLUMN cause TEXT CHECK (cause IN ('too_early', 'booked_before'));

-- A result that two people say is of no debt and of no document of this desk.
CREATE TABLE foreign_write_off (
    foreign_id INTEGER PRIMARY KEY REFERENCES foreign_result (id),
    till_id    INTEGER NOT NULL REFERENCES till (id),
    reason     TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator   TEXT NOT NULL REFERENCES operator (id),
    approver   TEXT NOT NULL REFERENCES operator (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (operator <> approver)
) STRICT;

CREATE INDEX foreign_write_off_till ON foreign_write_off (till_id);
CREATE TRIGGER foreign_write_off_is_fixed BEFORE UPDATE ON foreign_write_off
BEGIN SELECT RAISE(ABORT, 'a write-off does not change'); END;
CREATE TRIGGER foreign_write_off_stays BEFORE DELETE ON foreign_write_off
BEGIN SELECT RAISE(ABORT, 'a write-off is never deleted'); END;
CREATE TRIGGER foreign_write_off_is_made_once BEFORE INSERT ON foreign_write_off
WHEN EXISTS (SELECT 1 FROM foreign_write_off WHERE foreign_id = NEW.foreign_id OR audit_seq = NEW.audit_seq)
  OR EXISTS (SELECT 1 FROM foreign_tie WHERE foreign_id = NEW.foreign_id)
  OR (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a result is decided once, in an open till'); END;
CREATE TRIGGER foreign_tie_of_what_was_not_written_off BEFORE INSERT ON foreign_tie
WHEN EXISTS (SELECT 1 FROM foreign_write_off WHERE foreign_id = NEW.foreign_id)
BEGIN SELECT RAISE(ABORT, 'a result is decided once, in an open till'); END;

-- Whether a transaction has its document is asked with every result.
CREATE INDEX card_payment_stan ON card_payment (ltrim(stan, '0'));
