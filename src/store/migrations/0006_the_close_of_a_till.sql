-- Closing a till for good: what the terminals say of their batches, why something differs, who had the till, and the
-- Z report.

-- Whoever closed a till; together with the time.
ALTER TABLE till ADD COLUMN closed_by TEXT REFERENCES operator (id);

CREATE TRIGGER till_stays BEFORE DELETE ON till
BEGIN SELECT RAISE(ABORT, 'a till is never deleted'); END;
CREATE TRIGGER till_closed_is_final BEFORE UPDATE ON till WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER till_is_only_closed BEFORE UPDATE ON till
WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.desk <> OLD.desk OR NEW.day <> OLD.day
  OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR NEW.outside_hours IS NOT OLD.outside_hours
  OR (NEW.closed_at IS NULL) <> (NEW.closed_by IS NULL)
BEGIN SELECT RAISE(ABORT, 'a till is only closed'); END;

-- A till that goes from one cashier to another without being closed.
CREATE TABLE handover (
    id        INTEGER PRIMARY KEY,
    till_id   INTEGER NOT NULL REFERENCES till (id),
    at        TEXT NOT NULL CHECK (length(at) = 24),
    giver     TEXT NOT NULL REFERENCES operator (id),
    taker     TEXT NOT NULL REFERENCES operator (id),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (giver <> taker)
) STRICT;

CREATE INDEX handover_till ON handover (till_id);
CREATE TRIGGER handover_is_fixed BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'a handover does not change'); END;
CREATE TRIGGER handover_stays BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'a handover is never deleted'); END;

-- What a terminal says of one of its batches: typed from its report, or read from its file. The latest one of a batch
-- counts; the others stay.
CREATE TABLE batch_report (
    id          INTEGER PRIMARY KEY,
    till_id     INTEGER NOT NULL REFERENCES till (id),
    terminal_id TEXT NOT NULL,
    batch       TEXT NOT NULL CHECK (batch <> ''),
    count       INTEGER CHECK (count >= 0),
    total_cents INTEGER NOT NULL,
    -- 1 where its payments stand in batch_move.
    itemised    INTEGER NOT NULL CHECK (itemised IN (0, 1)),
    -- SHA-256 of the file it came from.
    file        TEXT CHECK (length(file) = 64),
    operator    TEXT NOT NULL REFERENCES operator (id),
    at          TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq   INTEGER NOT NULL REFERENCES audit (seq)
) STRICT;

CREATE INDEX batch_report_till ON batch_report (till_id);
CREATE TRIGGER batch_report_is_fixed BEFORE UPDATE ON batch_report
BEGIN SELECT RAISE(ABORT, 'a report does not change'); END;
CREATE TRIGGER batch_report_stays BEFORE DELETE ON batch_report
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;

CREATE TABLE batch_move (
    report_id    INTEGER NOT NULL REFERENCES batch_report (id),
    position     INTEGER NOT NULL CHECK (position >= 1),
    reference    TEXT NOT NULL,
    stan         TEXT NOT NULL,
    rrn          TEXT NOT NULL,
    auth_code    TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    iris         INTEGER NOT NULL CHECK (iris IN (0, 1)),
    PRIMARY KEY (report_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER batch_move_is_fixed BEFORE UPDATE ON batch_move
BEGIN SELECT RAISE(ABORT, 'a report does not change'); END;
CREATE TRIGGER batch_move_stays BEFORE DELETE ON batch_move
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;

-- Why the terminal's batch and the desk's documents differ. A later word on the same thing stands beside the first
-- and counts.
CREATE TABLE explanation (
    id        INTEGER PRIMARY KEY,
    till_id   INTEGER NOT NULL REFERENCES till (id),
    reference TEXT NOT NULL CHECK (reference <> ''),
    text      TEXT NOT NULL CHECK (trim(text) <> ''),
    operator  TEXT NOT NULL REFERENCES operator (id),
    at        TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;

CREATE INDEX explanation_till ON explanation (till_id);
CREATE TRIGGER explanation_is_fixed BEFORE UPDATE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation does not change'); END;
CREATE TRIGGER explanation_stays BEFORE DELETE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation is never deleted'); END;

-- Nothing is added to a till that is closed.
CREATE TRIGGER handover_of_an_open_till BEFORE INSERT ON handover
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER batch_report_of_an_open_till BEFORE INSERT ON batch_report
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER explanation_of_an_open_till BEFORE INSERT ON explanation
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER receipt_of_an_open_till BEFORE INSERT ON receipt
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;
CREATE TRIGGER cash_refusal_of_an_open_till BEFORE INSERT ON cash_refusal
WHEN (SELECT closed_at FROM till WHERE id = NEW.till_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a closed till does not change'); END;

-- The report of a closed till: its content as JSON, whose digest is in the audit entry of the close.
CREATE TABLE z_report (
    id         INTEGER PRIMARY KEY,
    series     TEXT NOT NULL CHECK (series <> ''),
    number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999999),
    till_id    INTEGER NOT NULL UNIQUE REFERENCES till (id),
    content    TEXT NOT NULL CHECK (json_valid(content)),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    printed_at TEXT CHECK (length(printed_at) = 24),
    copies     INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    UNIQUE (series, number)
) STRICT;

CREATE TRIGGER z_report_stays BEFORE DELETE ON z_report
BEGIN SELECT RAISE(ABORT, 'a Z report is never deleted'); END;
CREATE TRIGGER z_report_follows_its_series BEFORE INSERT ON z_report
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM z_report WHERE series = NEW.series)
  OR EXISTS (SELECT 1 FROM z_report WHERE id = NEW.id OR till_id = NEW.till_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a Z report takes the next number of its series'); END;
CREATE TRIGGER z_report_is_fixed BEFORE UPDATE ON z_report
WHEN NEW.id <> OLD.id OR NEW.series <> OLD.series OR NEW.number <> OLD.number OR NEW.till_id <> OLD.till_id
  OR NEW.content <> OLD.content OR NEW.audit_seq <> OLD.audit_seq OR NEW.copies < OLD.copies
  OR (OLD.printed_at IS NOT NULL AND NEW.printed_at IS NOT OLD.printed_at)
BEGIN SELECT RAISE(ABORT, 'of a Z report only its prints are noted'); END;

-- A result of nobody that turned out to be the payment of debts: two people said so, and it was booked.
CREATE TABLE foreign_tie (
    foreign_id INTEGER PRIMARY KEY REFERENCES foreign_result (id),
    attempt_id INTEGER NOT NULL UNIQUE REFERENCES attempt (id)
) STRICT;

CREATE TRIGGER foreign_tie_is_fixed BEFORE UPDATE ON foreign_tie
BEGIN SELECT RAISE(ABORT, 'a tie does not change'); END;
CREATE TRIGGER foreign_tie_stays BEFORE DELETE ON foreign_tie
BEGIN SELECT RAISE(ABORT, 'a tie is never deleted'); END;
CREATE TRIGGER foreign_tie_is_made_once BEFORE INSERT ON foreign_tie
WHEN EXISTS (SELECT 1 FROM foreign_tie WHERE foreign_id = NEW.foreign_id OR attempt_id = NEW.attempt_id)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'unknown')
BEGIN SELECT RAISE(ABORT, 'a tie is never deleted'); END;
