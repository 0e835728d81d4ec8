-- How long citizens are served is counted from the look-ups of a period, a few of the many entries of its days.
CREATE INDEX audit_looked_up ON audit (at, who, subject) WHERE act = 'looked_up';
-- A file that left the desk is looked for by its control line.
CREATE INDEX audit_exported ON audit (detail) WHERE act = 'books_exported';

-- An acquirer's settlements: what it paid out for which card payments, less its fees. A row that several files have is
-- kept once.
CREATE TABLE settlement_file (
    id        INTEGER PRIMARY KEY,
    at        TEXT NOT NULL CHECK (length(at) = 24),
    name      TEXT NOT NULL,
    sha256    TEXT NOT NULL CHECK (length(sha256) = 64),
    audit_seq INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;

CREATE TRIGGER settlement_file_is_fixed BEFORE UPDATE ON settlement_file
BEGIN SELECT RAISE(ABORT, 'a settlement does not change'); END;
CREATE TRIGGER settlement_file_stays BEFORE DELETE ON settlement_file
BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;

CREATE TABLE settlement_row (
    id          INTEGER PRIMARY KEY,
    file_id     INTEGER NOT NULL REFERENCES settlement_file (id),
    line        INTEGER NOT NULL CHECK (line >= 1),
    -- All that it says, and which of several that say the same.
    identity    TEXT NOT NULL UNIQUE CHECK (identity <> ''),
    gross_cents INTEGER NOT NULL,
    fee_cents   INTEGER NOT NULL,
    net_cents   INTEGER NOT NULL,
    value_date  TEXT NOT NULL CHECK (length(value_date) = 10),
    terminal_id TEXT NOT NULL,
    batch       TEXT NOT NULL,
    stan        TEXT NOT NULL,
    rrn         TEXT NOT NULL,
    auth_code   TEXT NOT NULL,
    -- Whose document it is; nothing as long as no document of these books is it.
    attempt_id  INTEGER UNIQUE REFERENCES attempt (id),
    CHECK (gross_cents - fee_cents = net_cents)
) STRICT;

CREATE INDEX settlement_row_value_date ON settlement_row (value_date);
CREATE INDEX settlement_row_file ON settlement_row (file_id);
CREATE TRIGGER settlement_row_is_only_matched BEFORE UPDATE ON settlement_row
WHEN OLD.attempt_id IS NOT NULL OR NEW.attempt_id IS NULL OR NEW.id <> OLD.id OR NEW.file_id <> OLD.file_id
  OR NEW.line <> OLD.line OR NEW.identity <> OLD.identity OR NEW.gross_cents <> OLD.gross_cents
  OR NEW.fee_cents <> OLD.fee_cents OR NEW.net_cents <> OLD.net_cents OR NEW.value_date <> OLD.value_date
  OR NEW.terminal_id <> OLD.terminal_id OR NEW.batch <> OLD.batch OR NEW.stan <> OLD.stan OR NEW.rrn <> OLD.rrn
  OR NEW.auth_code <> OLD.auth_code
BEGIN SELECT RAISE(ABORT, 'a row of a settlement is only matched'); END;
CREATE TRIGGER settlement_row_stays BEFORE DELETE ON settlement_row
BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;
CREATE TRIGGER settlement_row_is_made_once BEFORE INSERT ON settlement_row
WHEN EXISTS (SELECT 1 FROM settlement_row WHERE id = NEW.id OR identity = NEW.identity
    OR (NEW.attempt_id IS NOT NULL AND attempt_id = NEW.attempt_id))
BEGIN SELECT RAISE(ABORT, 'a document is settled once'); END;
