-- A citizen who comes back without the receipt knows what was paid: receipts are found by their amount.
CREATE INDEX receipt_amount ON receipt (amount_cents);
