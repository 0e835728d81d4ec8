-- Books that were brought back from a copy. What they do not know was taken since: until a supervisor states that terminal
-- and books were compared, no card is asked for, and no number is given again.
CREATE TABLE restoration (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;

CREATE TRIGGER restoration_is_fixed BEFORE UPDATE ON restoration
BEGIN SELECT RAISE(ABORT, 'a restoration does not change'); END;
CREATE TRIGGER restoration_stays BEFORE DELETE ON restoration
BEGIN SELECT RAISE(ABORT, 'a restoration is never deleted'); END;

-- From which number a series goes on after one: of receipts, of Z reports, of the sessions of a terminal.
CREATE TABLE number_jump (
    restoration_id INTEGER NOT NULL REFERENCES restoration (id),
    kind           TEXT NOT NULL CHECK (kind IN ('receipt', 'session', 'z')),
    -- Of sessions, the terminal.
    series         TEXT NOT NULL CHECK (series <> ''),
    -- Of receipts; of the others 0.
    year           INTEGER NOT NULL,
    last           INTEGER NOT NULL CHECK (last >= 0),
    next           INTEGER NOT NULL CHECK (next >= 1),
    -- The last row of the journal then: sessions come round again, and this says what came after.
    after_attempt  INTEGER NOT NULL,
    PRIMARY KEY (restoration_id, kind, series, year)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_jump_is_fixed BEFORE UPDATE ON number_jump
BEGIN SELECT RAISE(ABORT, 'a jump does not change'); END;
CREATE TRIGGER number_jump_stays BEFORE DELETE ON number_jump
BEGIN SELECT RAISE(ABORT, 'a jump is never deleted'); END;

-- That terminal and books were compared after it.
CREATE TABLE comparison (
    restoration_id INTEGER PRIMARY KEY REFERENCES restoration (id),
    reason         TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator       TEXT NOT NULL REFERENCES operator (id),
    at             TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq      INTEGER NOT NULL REFERENCES audit (seq)
) STRICT;

CREATE TRIGGER comparison_is_fixed BEFORE UPDATE ON comparison
BEGIN SELECT RAISE(ABORT, 'a comparison does not change'); END;
CREATE TRIGGER comparison_stays BEFORE DELETE ON comparison
BEGIN SELECT RAISE(ABORT, 'a comparison is never deleted'); END;

-- That a supervisor said of a clock in doubt that the desk goes on by it: one that stood before the latest entry, one
-- that the terminal's result was dated apart from, or both.
CREATE TABLE clock_acceptance (
    id          INTEGER PRIMARY KEY,
    desk        TEXT NOT NULL CHECK (desk <> ''),
    at          TEXT NOT NULL CHECK (length(at) = 24),
    books_until TEXT CHECK (length(books_until) = 24),
    terminal    TEXT CHECK (terminal <> ''),
    -- How many seconds the terminal's clock was ahead.
    ahead_s     INTEGER,
    reason      TEXT NOT NULL CHECK (trim(reason) <> ''),
    operator    TEXT NOT NULL REFERENCES operator (id),
    audit_seq   INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (books_until IS NOT NULL OR terminal IS NOT NULL),
    CHECK ((terminal IS NULL) = (ahead_s IS NULL))
) STRICT;

CREATE TRIGGER clock_acceptance_is_fixed BEFORE UPDATE ON clock_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance does not change'); END;
CREATE TRIGGER clock_acceptance_stays BEFORE DELETE ON clock_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance is never deleted'); END;
CREATE TRIGGER clock_acceptance_is_made_once BEFORE INSERT ON clock_acceptance
WHEN EXISTS (SELECT 1 FROM clock_acceptance WHERE id = NEW.id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'an acceptance does not change'); END;

-- The latest entry is looked for before every sale.
CREATE INDEX audit_at ON audit (at);

-- A day that was closed, by a wrong clock or too early, may have another till, of which somebody said why. One of them is
-- open at a time.
DROP INDEX till_day;
CREATE UNIQUE INDEX till_open_day ON till (desk, day) WHERE closed_at IS NULL;
CREATE INDEX till_day ON till (desk, day);
ALTER TABLE till ADD COLUMN another TEXT CHECK (trim(another) <> '');
CREATE TRIGGER till_another_has_a_reason BEFORE INSERT ON till
WHEN NEW.another IS NULL AND EXISTS (SELECT 1 FROM till WHERE desk = NEW.desk AND day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'another till of a day has a reason'); END;
DROP TRIGGER till_is_only_closed;
CREATE TRIGGER till_is_only_closed BEFORE UPDATE ON till
WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.desk <> OLD.desk OR NEW.day <> OLD.day
  OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR NEW.outside_hours IS NOT OLD.outside_hours
  OR NEW.another IS NOT OLD.another OR (NEW.closed_at IS NULL) <> (NEW.closed_by IS NULL)
BEGIN SELECT RAISE(ABORT, 'a till is only closed'); END;

-- Numbers go on behind the jumps. Where nobody could read what the replaced books had given, a series that the copy does
-- not know may have begun since: a jump of the series '*' is one of each of them.
DROP TRIGGER receipt_follows_its_series;
CREATE TRIGGER receipt_follows_its_series BEFORE INSERT ON receipt
WHEN NEW.number <> 1 + max(
    (SELECT coalesce(max(number), 0) FROM receipt WHERE series = NEW.series AND year = NEW.year),
    (SELECT coalesce(max(next) - 1, 0) FROM number_jump
     WHERE kind = 'receipt' AND series IN (NEW.series, '*') AND year = NEW.year))
  OR EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id OR attempt_id = NEW.attempt_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a receipt takes the next number of its series'); END;
DROP TRIGGER z_report_follows_its_series;
CREATE TRIGGER z_report_follows_its_series BEFORE INSERT ON z_report
WHEN NEW.number <> 1 + max(
    (SELECT coalesce(max(number), 0) FROM z_report WHERE series = NEW.series),
    (SELECT coalesce(max(next) - 1, 0) FROM number_jump WHERE kind = 'z' AND series IN (NEW.series, '*')))
  OR EXISTS (SELECT 1 FROM z_report WHERE id = NEW.id OR till_id = NEW.till_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a Z report takes the next number of its series'); END;
