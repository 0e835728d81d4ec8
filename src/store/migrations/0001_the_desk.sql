-- The desk's books. Money is integer cents. A moment is UTC ISO 8601 text with milliseconds
-- (2026-11-23T08:15:02.000Z, 24 characters), so that text order is time order and an auditor reads it
-- without a tool; a day is the desk's local date (2026-11-23).

CREATE TABLE migration (
    number     INTEGER PRIMARY KEY,
    applied_at TEXT NOT NULL CHECK (length(applied_at) = 24)
) STRICT;

-- One row: when the books were made, and whether they are invented.
CREATE TABLE origin (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    created_at TEXT NOT NULL CHECK (length(created_at) = 24),
    demo       INTEGER NOT NULL CHECK (demo IN (0, 1))
) STRICT;

CREATE TRIGGER origin_is_fixed BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin of the books does not change'); END;
CREATE TRIGGER origin_stays BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'the origin of the books does not change'); END;

-- The audit trail: each row carries the SHA-256 of its content and of the row before.
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY,
    at       TEXT NOT NULL CHECK (length(at) = 24),
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    subject  TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL CHECK (length(previous) = 64),
    hash     TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
-- Also keeps INSERT OR REPLACE, which fires no delete trigger, from overwriting a row.
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR NEW.previous <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE operator (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE CHECK (id <> ''),
    name             TEXT NOT NULL,
    role             TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'technician', 'auditor')),
    active           INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    pin_hash         TEXT NOT NULL,
    -- Wrong PINs since the last right one; kept here so that a restart does not forget them.
    sign_in_failures INTEGER NOT NULL DEFAULT 0 CHECK (sign_in_failures >= 0)
) STRICT;

-- One row an ΑΦΜ; without one, one row a folded name. Row numbers fit 31 bits: an import keeps them in memory.
CREATE TABLE debtor (
    id          INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    afm         TEXT CHECK (length(afm) = 9)
) STRICT;

CREATE UNIQUE INDEX debtor_afm ON debtor (afm) WHERE afm IS NOT NULL;
CREATE UNIQUE INDEX debtor_without_afm ON debtor (name_folded) WHERE afm IS NULL;
CREATE INDEX debtor_name ON debtor (name_folded);

CREATE TABLE debt (
    id                   INTEGER PRIMARY KEY,
    external_id          TEXT NOT NULL UNIQUE CHECK (external_id <> ''),
    debtor_id            INTEGER NOT NULL REFERENCES debtor (id),
    rf                   TEXT,
    rf_valid_until       TEXT CHECK (length(rf_valid_until) = 10),
    revenue_code         TEXT NOT NULL,
    description          TEXT NOT NULL,
    year                 INTEGER NOT NULL CHECK (year BETWEEN 0 AND 65535),
    list_no              TEXT,
    due                  TEXT CHECK (length(due) = 10),
    capital_cents        INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents      INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    surcharge_as_of      TEXT CHECK (length(surcharge_as_of) = 10),
    paid_cents           INTEGER NOT NULL DEFAULT 0,
    paid_surcharge_cents INTEGER NOT NULL DEFAULT 0 CHECK (paid_surcharge_cents >= 0),
    cancelled            INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    instalment           INTEGER CHECK (instalment BETWEEN 0 AND 65535),
    CHECK (capital_cents + surcharge_cents <= 99999999999),
    CHECK (paid_surcharge_cents <= surcharge_cents),
    CHECK (paid_cents - paid_surcharge_cents BETWEEN 0 AND capital_cents)
) STRICT;

CREATE INDEX debt_rf ON debt (rf, debtor_id) WHERE rf IS NOT NULL;
CREATE INDEX debt_debtor ON debt (debtor_id, due);

-- The journal: one row an attempt to take a payment, written before anything is sent.
CREATE TABLE attempt (
    id           INTEGER PRIMARY KEY,
    session      INTEGER NOT NULL CHECK (session BETWEEN 1 AND 999999),
    desk         TEXT NOT NULL CHECK (desk <> ''),
    terminal     TEXT NOT NULL CHECK (terminal <> ''),
    operator     TEXT NOT NULL REFERENCES operator (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    state        TEXT NOT NULL CHECK (state IN
        ('prepared', 'sent', 'confirmed', 'approved', 'declined', 'not_charged', 'unknown')),
    reason       TEXT,
    prepared_at  TEXT NOT NULL CHECK (length(prepared_at) = 24),
    changed_at   TEXT NOT NULL CHECK (length(changed_at) = 24)
) STRICT;

CREATE INDEX attempt_session ON attempt (terminal, session);
-- A terminal does one sale at a time. An attempt of unknown outcome frees it, its debts stay fenced.
CREATE UNIQUE INDEX attempt_in_flight ON attempt (terminal)
    WHERE state IN ('prepared', 'sent', 'confirmed');
-- A session that still waits for an answer is not given again.
CREATE UNIQUE INDEX attempt_open ON attempt (terminal, session)
    WHERE state IN ('prepared', 'sent', 'confirmed', 'unknown');

CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempt_closed_is_final BEFORE UPDATE ON attempt
WHEN OLD.state IN ('approved', 'declined', 'not_charged')
BEGIN SELECT RAISE(ABORT, 'a closed attempt does not change'); END;
CREATE TRIGGER attempt_moves_by_state_alone BEFORE UPDATE ON attempt
WHEN NEW.id <> OLD.id OR NEW.session <> OLD.session OR NEW.desk <> OLD.desk OR NEW.terminal <> OLD.terminal
  OR NEW.operator <> OLD.operator OR NEW.amount_cents <> OLD.amount_cents OR NEW.prepared_at <> OLD.prepared_at
BEGIN SELECT RAISE(ABORT, 'only the state of an attempt changes'); END;

CREATE TABLE attempt_line (
    attempt_id      INTEGER NOT NULL REFERENCES attempt (id),
    position        INTEGER NOT NULL CHECK (position >= 1),
    debt_id         INTEGER NOT NULL REFERENCES debt (id),
    rf              TEXT,
    capital_cents   INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    -- 1 while the attempt is open: the fence.
    open            INTEGER NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (attempt_id, position),
    CHECK (capital_cents + surcharge_cents > 0)
) STRICT, WITHOUT ROWID;

-- A debt has one open attempt, on every desk.
CREATE UNIQUE INDEX attempt_line_fence ON attempt_line (debt_id) WHERE open = 1;

CREATE TRIGGER attempt_line_stays BEFORE DELETE ON attempt_line
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempt_line_is_only_released BEFORE UPDATE ON attempt_line
WHEN OLD.open <> 1 OR NEW.open <> 0 OR NEW.attempt_id <> OLD.attempt_id OR NEW.position <> OLD.position
  OR NEW.debt_id <> OLD.debt_id OR NEW.rf IS NOT OLD.rf OR NEW.capital_cents <> OLD.capital_cents
  OR NEW.surcharge_cents <> OLD.surcharge_cents
BEGIN SELECT RAISE(ABORT, 'a line of an attempt is only released'); END;

-- What happened to an attempt, line by line, for whoever has to find out later.
CREATE TABLE attempt_trace (
    id         INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempt (id),
    at         TEXT NOT NULL CHECK (length(at) = 24),
    line       TEXT NOT NULL
) STRICT;

CREATE INDEX attempt_trace_attempt ON attempt_trace (attempt_id);

-- What the terminal reported of an approved attempt. No row may hold a full card number.
CREATE TABLE card_payment (
    attempt_id   INTEGER PRIMARY KEY REFERENCES attempt (id),
    card_type    TEXT NOT NULL,
    pan_masked   TEXT NOT NULL CHECK (pan_masked NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    final_cents  INTEGER NOT NULL CHECK (final_cents >= 0),
    acquirer     TEXT NOT NULL,
    terminal_id  TEXT NOT NULL,
    batch        TEXT NOT NULL,
    rrn          TEXT NOT NULL,
    stan         TEXT NOT NULL,
    auth_code    TEXT NOT NULL,
    -- The terminal's own local time, without a zone.
    charged_at   TEXT CHECK (length(charged_at) = 19)
) STRICT;

CREATE TRIGGER card_payment_is_fixed BEFORE UPDATE ON card_payment
BEGIN SELECT RAISE(ABORT, 'a card payment does not change'); END;
CREATE TRIGGER card_payment_stays BEFORE DELETE ON card_payment
BEGIN SELECT RAISE(ABORT, 'a card payment is never deleted'); END;

CREATE TABLE till (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,
    desk          TEXT NOT NULL CHECK (desk <> ''),
    day           TEXT NOT NULL CHECK (length(day) = 10),
    opened_by     TEXT NOT NULL REFERENCES operator (id),
    opened_at     TEXT NOT NULL CHECK (length(opened_at) = 24),
    outside_hours TEXT,
    closed_at     TEXT CHECK (length(closed_at) = 24)
) STRICT;

-- One till a desk and a day. One of an earlier day may still be open: it waits for its supervisor.
CREATE UNIQUE INDEX till_day ON till (desk, day);

-- A refusal of cash, without personal data.
CREATE TABLE cash_refusal (
    id      INTEGER PRIMARY KEY,
    desk    TEXT NOT NULL,
    till_id INTEGER REFERENCES till (id),
    at      TEXT NOT NULL CHECK (length(at) = 24)
) STRICT;

CREATE INDEX cash_refusal_till ON cash_refusal (till_id);

CREATE TABLE receipt (
    id           INTEGER PRIMARY KEY,
    series       TEXT NOT NULL CHECK (series <> ''),
    year         INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    number       INTEGER NOT NULL CHECK (number BETWEEN 1 AND 9999999),
    kind         TEXT NOT NULL CHECK (kind IN ('sale', 'void', 'refund')),
    at           TEXT NOT NULL CHECK (length(at) = 24),
    day          TEXT NOT NULL CHECK (length(day) = 10),
    desk         TEXT NOT NULL CHECK (desk <> ''),
    attempt_id   INTEGER NOT NULL UNIQUE REFERENCES attempt (id),
    till_id      INTEGER REFERENCES till (id),
    cashier_name TEXT NOT NULL,
    payer        TEXT NOT NULL,
    payer_afm    TEXT CHECK (length(payer_afm) = 9),
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    audit_seq    INTEGER NOT NULL UNIQUE REFERENCES audit (seq),
    printed_at   TEXT CHECK (length(printed_at) = 24),
    copies       INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    UNIQUE (series, year, number)
) STRICT;

CREATE INDEX receipt_day ON receipt (day);
CREATE INDEX receipt_payer ON receipt (payer_afm) WHERE payer_afm IS NOT NULL;
CREATE INDEX receipt_till ON receipt (till_id);
CREATE INDEX receipt_unprinted ON receipt (desk) WHERE printed_at IS NULL;

CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE TRIGGER receipt_follows_its_series BEFORE INSERT ON receipt
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE series = NEW.series AND year = NEW.year)
  OR EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id OR attempt_id = NEW.attempt_id OR audit_seq = NEW.audit_seq)
BEGIN SELECT RAISE(ABORT, 'a receipt takes the next number of its series'); END;
CREATE TRIGGER receipt_is_fixed BEFORE UPDATE ON receipt
WHEN NEW.id <> OLD.id OR NEW.series <> OLD.series OR NEW.year <> OLD.year OR NEW.number <> OLD.number
  OR NEW.kind <> OLD.kind OR NEW.at <> OLD.at OR NEW.day <> OLD.day OR NEW.desk <> OLD.desk
  OR NEW.attempt_id <> OLD.attempt_id OR NEW.till_id IS NOT OLD.till_id OR NEW.cashier_name <> OLD.cashier_name
  OR NEW.payer <> OLD.payer OR NEW.payer_afm IS NOT OLD.payer_afm OR NEW.amount_cents <> OLD.amount_cents
  OR NEW.audit_seq <> OLD.audit_seq OR NEW.copies < OLD.copies
  OR (OLD.printed_at IS NOT NULL AND NEW.printed_at IS NOT OLD.printed_at)
BEGIN SELECT RAISE(ABORT, 'of a receipt only its prints are noted'); END;

CREATE TABLE receipt_line (
    receipt_id      INTEGER NOT NULL REFERENCES receipt (id),
    position        INTEGER NOT NULL CHECK (position >= 1),
    debt_id         INTEGER NOT NULL REFERENCES debt (id),
    external_id     TEXT NOT NULL,
    rf              TEXT,
    revenue_code    TEXT NOT NULL,
    description     TEXT NOT NULL,
    year            INTEGER NOT NULL,
    list_no         TEXT,
    capital_cents   INTEGER NOT NULL CHECK (capital_cents >= 0),
    surcharge_cents INTEGER NOT NULL CHECK (surcharge_cents >= 0),
    PRIMARY KEY (receipt_id, position),
    CHECK (capital_cents + surcharge_cents > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX receipt_line_debt ON receipt_line (debt_id);
CREATE INDEX receipt_line_rf ON receipt_line (rf) WHERE rf IS NOT NULL;

CREATE TRIGGER receipt_line_stays BEFORE DELETE ON receipt_line
BEGIN SELECT RAISE(ABORT, 'a receipt is never deleted'); END;
CREATE TRIGGER receipt_line_is_fixed BEFORE UPDATE ON receipt_line
BEGIN SELECT RAISE(ABORT, 'a line of a receipt does not change'); END;
