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
