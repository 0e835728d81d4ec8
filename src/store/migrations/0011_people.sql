-- Locks that end, PINs that were given, and sessions that are over. Wrong PINs were a number that locked an operator for
-- good; they are rows now, each with its time and place. Numbers of before are forgotten: a quarter of an hour has passed.
ALTER TABLE operator DROP COLUMN sign_in_failures;
-- 1 where somebody else chose the PIN: it is changed at the first sign-in.
ALTER TABLE operator ADD COLUMN pin_given INTEGER NOT NULL DEFAULT 0 CHECK (pin_given IN (0, 1));
-- Grows when they are disabled or given another role or PIN: who signed in before that is no longer signed in.
ALTER TABLE operator ADD COLUMN session INTEGER NOT NULL DEFAULT 0 CHECK (session >= 0);
ALTER TABLE operator ADD COLUMN signed_in_at TEXT CHECK (length(signed_in_at) = 24);

CREATE TABLE wrong_pin (
    id          INTEGER PRIMARY KEY,
    operator    TEXT NOT NULL REFERENCES operator (id),
    -- Who asked for their approval, at which desk; nothing at a sign-in.
    asked_by    TEXT REFERENCES operator (id),
    desk        TEXT,
    at          TEXT NOT NULL CHECK (length(at) = 24),
    -- The same by the steady clock, where there is one.
    origin      TEXT,
    steady_ms   INTEGER,
    -- When a later run of that clock first saw it.
    seen_origin TEXT,
    seen_ms     INTEGER,
    CHECK ((asked_by IS NULL) = (desk IS NULL)),
    CHECK ((origin IS NULL) = (steady_ms IS NULL)),
    CHECK ((seen_origin IS NULL) = (seen_ms IS NULL))
) STRICT;
CREATE INDEX wrong_pin_of ON wrong_pin (operator);

-- A supervisor whom the owner of the data directory made, until a supervisor said that this is known.
CREATE TABLE recovery (
    audit_seq       INTEGER PRIMARY KEY REFERENCES audit (seq),
    operator        TEXT NOT NULL REFERENCES operator (id),
    at              TEXT NOT NULL CHECK (length(at) = 24),
    acknowledged_by TEXT REFERENCES operator (id),
    acknowledged_at TEXT CHECK (length(acknowledged_at) = 24),
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL))
) STRICT;
CREATE TRIGGER recovery_stays BEFORE DELETE ON recovery
BEGIN SELECT RAISE(ABORT, 'a recovery is not forgotten'); END;
