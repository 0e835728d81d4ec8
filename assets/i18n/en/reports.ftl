
## Reports and exports

out-file-there = { $path } exists already and was left as it was. Give another name, or “--force” to replace it.
out-missing-accounts =
    Accounts are missing and nothing was written. Set them in tameio.toml (an example: config/sample-chart.toml):
    { $keys }
out-unbalanced = The lines of { $number } do not come to its amount and nothing was written. Run “tameio verify” and call the technician.
out-only-jsonl = The tables for an auditor are written as JSON Lines only: give “--format jsonl”.
out-stopped = Stopped. No file was written.
out-unencodable = Row { $row }, column “{ $column }”: the character { $character } is not in the encoding of the file and nothing was written. Set csv_encoding = "utf-8" in [export], or give “--format xlsx”.
out-too-many-rows = A spreadsheet takes { $most } rows at most and nothing was written. Give a shorter period, or “--format csv”.
out-too-long = Row { $row }, column “{ $column }”: the text does not fit a cell and nothing was written. Give “--format csv”.
out-sum = The sum of column “{ $column }” does not fit. Give a shorter period.
out-spreadsheet = The spreadsheet was not written: { $detail }.
out-no-control = { $path } does not end with the control line “#tameio …”: it is no file of tameio, or its end is missing.
out-not-a-table = { $path } cannot be read as a table. CSV, XLSX and JSON Lines are checked; a PDF is not.
out-other-columns = The columns of { $path } are not those that tameio wrote: somebody changed them, or another version wrote it.
out-bad-cell = In { $path }, row { $row }, column “{ $column }” does not hold what belongs there: somebody changed it.
out-stray-row = In { $path } row { $row } is no row of the table: somebody added or changed it.
export-done = Wrote { $path }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, { $documents ->
    [one] 1 document
   *[other] { $documents } documents
}{ $totals }.
export-total = , { $name } { $amount }
export-progress = Documents: { $documents } of { $of }…
check-whole = The file is whole: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, { $documents ->
    [one] 1 document
   *[other] { $documents } documents
}, as its last line says.
check-changed = The file is NOT whole, or its content was changed. Rows: its last line says { $rows }, and { $read } were read. Documents: it says { $documents }, and { $seen } were read. Ask the desk for it again.
check-written = This desk wrote it at { $at } ({ $who }).
check-not-written = The audit chain of these books does NOT know this file: other books wrote it, or its last line was changed.
check-agrees = It agrees with the books as they are now.
check-gone-on = It agrees with the books. Rows of the same days now: { $rows }.
check-differs = It does NOT agree with the books as they are now. Run “tameio verify”; if they are sound, the file was written with other accounts, or changed.
backward-period = The period ends ({ $to }) before it begins ({ $from }). Give the earlier day first.
column-capital = capital
column-surcharge = surcharge
column-amount = amount
column-debit = debit
column-credit = credit
out-no-letter = The character { $character } is not in the font of the PDF and nothing was written. Mend the name in the file of debts, or give “--format xlsx”.
out-no-pdf = The PDF was not written: { $detail }.
pdf-done = Wrote { $path }, marked as copy (ΑΝΤΙΓΡΑΦΟ) { $copy }.
till-unsettled = Without a settlement of the acquirer so far: { $count }. Load its file (“tameio till settle”), or ask it why.
settle-loaded = Rows: { $rows }. Known before: { $known }. Earlier ones found now: { $later }.
settle-count-settled = Settled: { $number }
settle-count-short = With less than the card was charged: { $number }
settle-count-over = With more: { $number }
settle-count-unknown = Without a document here: { $number }
settle-open = Documents without a settlement: { $number }
settle-questions = To be looked into:
settle-row-settled = { $file }, line { $line }: { $receipt } { $gross }
settle-row-short = { $file }, line { $line }: { $receipt } with { $gross } instead of { $charged }. Ask the acquirer for the rest.
settle-row-over = { $file }, line { $line }: { $receipt } with { $gross } instead of { $charged }. Ask the acquirer why.
settle-row-unknown = { $file }, line { $line }: { $gross } that belongs to no document. See whether somebody was charged without a receipt (“tameio foreign list”, “tameio recover”).
settle-open-list = Without a settlement:
settle-open-row = { $receipt } of { $day }: { $amount }
screen-day-file-title = The day { $day } in a file
screen-day-file-write = Write the file
screen-day-file-stop = Stop
screen-day-file-begins = The books are read…
screen-day-file-written = Wrote { $path }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, { $documents ->
    [one] 1 document
   *[other] { $documents } documents
}.
day-file-book-pdf = Daily book, PDF
day-file-book-xlsx = Daily book, spreadsheet
day-file-receipts-xlsx = Receipts, spreadsheet
day-file-receipts-csv = Receipts, CSV
day-file-ledger-xlsx = Ledger entries, spreadsheet
day-file-ledger-csv = Ledger entries, CSV
day-file-says-book-pdf = To print, sign and file
day-file-says-book-xlsx = With the figures on sheets of their own
day-file-says-receipts-xlsx = Each line of each document
day-file-says-receipts-csv = The same, for another program
day-file-says-ledger-xlsx = Double entry, with the accounts of [chart]
day-file-says-ledger-csv = The same, for the accounting program
screen-till-export = Into a file
