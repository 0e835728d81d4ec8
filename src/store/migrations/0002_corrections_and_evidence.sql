-- Taking a payment back, deciding an unknown outcome on written evidence, the results that are not ours, and the
-- slip that the terminal left to us to print.

-- A void or a refund: an attempt that gives back what an earlier receipt took, and then its own document.
CREATE TABLE correction (
    attempt_id  INTEGER PRIMARY KEY REFERENCES attempt (id),
    kind        TEXT NOT NULL CHECK (kind IN ('void', 'refund')),
    original_id INTEGER NOT NULL REFERENCES receipt (id),
    reason      TEXT NOT NULL CHECK (trim(reason) <> ''),
    approver    TEXT NOT NULL REFERENCES operator (id),
    -- 1 while the attempt is open: the fence.
    open        INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;

CREATE INDEX correction_original ON correction (original_id);
-- A receipt has one correction under way, on every desk.
CREATE UNIQUE INDEX correction_fence ON correction (original_id) WHERE open = 1;

CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;
CREATE TRIGGER correction_is_only_released BEFORE UPDATE ON correction
WHEN OLD.open <> 1 OR NEW.open <> 0 OR NEW.attempt_id <> OLD.attempt_id OR NEW.kind <> OLD.kind
  OR NEW.original_id <> OLD.original_id OR NEW.reason <> OLD.reason OR NEW.approver <> OLD.approver
BEGIN SELECT RAISE(ABORT, 'a correction is only released'); END;
-- Of a sale, by two people, and known before anything was sent; never made of an attempt that was a sale.
CREATE TRIGGER correction_is_of_a_sale BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE attempt_id = NEW.attempt_id)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'prepared' AND operator <> NEW.approver)
  OR NOT EXISTS (SELECT 1 FROM receipt WHERE id = NEW.original_id AND kind = 'sale')
BEGIN SELECT RAISE(ABORT, 'a correction is of a sale, by two people'); END;

CREATE TRIGGER receipt_is_of_its_kind BEFORE INSERT ON receipt
WHEN NEW.kind <> coalesce((SELECT kind FROM correction WHERE attempt_id = NEW.attempt_id), 'sale')
BEGIN SELECT RAISE(ABORT, 'a receipt is of the kind of its attempt'); END;

-- Of no debt is more given back than the original took, of capital and of surcharge.
CREATE TRIGGER receipt_line_gives_back_what_was_taken BEFORE INSERT ON receipt_line
WHEN (SELECT kind FROM receipt WHERE id = NEW.receipt_id) <> 'sale'
 AND NOT EXISTS (
    SELECT 1
    FROM receipt r
    JOIN correction c ON c.attempt_id = r.attempt_id
    JOIN receipt_line o ON o.receipt_id = c.original_id AND o.debt_id = NEW.debt_id
    WHERE r.id = NEW.receipt_id
      AND o.capital_cents >= NEW.capital_cents + (
        SELECT coalesce(sum(b.capital_cents), 0) FROM correction d JOIN receipt s ON s.attempt_id = d.attempt_id
        JOIN receipt_line b ON b.receipt_id = s.id
        WHERE d.original_id = c.original_id AND b.debt_id = NEW.debt_id)
      AND o.surcharge_cents >= NEW.surcharge_cents + (
        SELECT coalesce(sum(b.surcharge_cents), 0) FROM correction d JOIN receipt s ON s.attempt_id = d.attempt_id
        JOIN receipt_line b ON b.receipt_id = s.id
        WHERE d.original_id = c.original_id AND b.debt_id = NEW.debt_id))
BEGIN SELECT RAISE(ABORT, 'no more is given back than was taken'); END;

-- An unknown outcome, decided by two people on what they have in writing.
CREATE TABLE resolution (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id),
    verdict    TEXT NOT NULL CHECK (verdict IN ('charged', 'not_charged')),
    evidence   TEXT NOT NULL CHECK (trim(evidence) <> ''),
    operator   TEXT NOT NULL REFERENCES operator (id),
    approver   TEXT NOT NULL REFERENCES operator (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    audit_seq  INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    CHECK (operator <> approver)
) STRICT;

CREATE TRIGGER resolution_is_fixed BEFORE UPDATE ON resolution
BEGIN SELECT RAISE(ABORT, 'a resolution does not change'); END;
CREATE TRIGGER resolution_stays BEFORE DELETE ON resolution
BEGIN SELECT RAISE(ABORT, 'a resolution is never deleted'); END;
CREATE TRIGGER resolution_is_of_the_unknown BEFORE INSERT ON resolution
WHEN EXISTS (SELECT 1 FROM resolution WHERE attempt_id = NEW.attempt_id OR audit_seq = NEW.audit_seq)
  OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'unknown')
BEGIN SELECT RAISE(ABORT, 'only what is unknown is resolved'); END;

-- Results that are not ours to book. Sessions and documents are as the terminal wrote them.
CREATE TABLE foreign_result (
    id           INTEGER PRIMARY KEY,
    -- SHA-256 of what makes it the same result when it comes again.
    identity     TEXT NOT NULL UNIQUE CHECK (length(identity) = 64),
    terminal     TEXT NOT NULL CHECK (terminal <> ''),
    session      TEXT NOT NULL,
    ecr          TEXT,
    document     TEXT,
    code         TEXT NOT NULL,
    why          TEXT NOT NULL CHECK (why IN
        ('keyed_on_terminal', 'other_desk', 'unknown_session', 'other_amount', 'contradicts')),
    seen_at      TEXT NOT NULL CHECK (length(seen_at) = 24),
    during_id    INTEGER REFERENCES attempt (id),
    card_type    TEXT,
    pan_masked   TEXT CHECK (pan_masked NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'),
    amount_cents INTEGER CHECK (amount_cents >= 0),
    final_cents  INTEGER CHECK (final_cents >= 0),
    acquirer     TEXT,
    terminal_id  TEXT,
    batch        TEXT,
    rrn          TEXT,
    stan         TEXT,
    auth_code    TEXT,
    charged_at   TEXT CHECK (length(charged_at) = 19),
    audit_seq    INTEGER NOT NULL UNIQUE REFERENCES audit (seq)
) STRICT;

CREATE TRIGGER foreign_result_is_fixed BEFORE UPDATE ON foreign_result
BEGIN SELECT RAISE(ABORT, 'a foreign result does not change'); END;
CREATE TRIGGER foreign_result_stays BEFORE DELETE ON foreign_result
BEGIN SELECT RAISE(ABORT, 'a foreign result is never deleted'); END;
CREATE TRIGGER foreign_result_is_kept_once BEFORE INSERT ON foreign_result
WHEN EXISTS (SELECT 1 FROM foreign_result
             WHERE id = NEW.id OR identity = NEW.identity OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a foreign result is never deleted'); END;

-- What the terminal gave us to print of a payment (variant 02), as it came.
CREATE TABLE card_slip (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id),
    data       BLOB NOT NULL CHECK (length(data) BETWEEN 1 AND 8192)
) STRICT;

CREATE TRIGGER card_slip_is_fixed BEFORE UPDATE ON card_slip
BEGIN SELECT RAISE(ABORT, 'a slip does not change'); END;
CREATE TRIGGER card_slip_stays BEFORE DELETE ON card_slip
BEGIN SELECT RAISE(ABORT, 'a slip is never deleted'); END;
CREATE TRIGGER card_slip_is_kept_once BEFORE INSERT ON card_slip
WHEN EXISTS (SELECT 1 FROM card_slip WHERE attempt_id = NEW.attempt_id)
BEGIN SELECT RAISE(ABORT, 'a slip is never deleted'); END;
