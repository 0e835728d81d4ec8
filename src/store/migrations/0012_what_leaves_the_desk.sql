-- How long citizens are served is counted from the look-ups of a period, a few of the many entries of its days.
CREATE INDEX audit_looked_up ON audit (at, who, subject) WHERE act = 'looked_up';
-- A file that left the desk is looked for by its control line.
CREATE INDEX audit_exported ON audit (detail) WHERE act = 'books_exported';
