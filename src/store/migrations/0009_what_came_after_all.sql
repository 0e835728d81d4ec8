-- 1 where the terminal says of a session that has its document that it came to nothing.
ALTER TABLE foreign_result ADD COLUMN denies INTEGER CHECK (denies = 1);

-- What the terminal was asked for a debt before is looked for before every sale.
CREATE INDEX attempt_line_debt ON attempt_line (debt_id);
