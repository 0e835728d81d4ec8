# Files of debts. No sentence repeats what stands in a cell: it may be personal data.

## The file cannot be read; nothing was loaded

import-file-not-found = The file { $path } does not exist. Check the path.
import-file-permission = { $path } may not be read. Give the desk's user the permission.
import-file-folder = { $path } is a folder. Name the file itself.
import-file-io = The file was not read ({ $detail }). Nothing was loaded; try from a new copy.
import-file-mapping = The mapping [import.{ $mapping }] cannot be used ({ $detail }). Correct it in the settings.
import-file-no-mapping = There is no mapping [import.{ $mapping }] in the settings. There are: { $known }.
import-file-empty = The file is empty. Export it again from the municipality's system.
import-file-not-text = The file is not text but { $kind }. Save it as CSV and try again.
import-file-wrong-encoding = The file looks like { $likely }, and the settings say { $configured }. Correct the mapping's encoding or save the file again.
import-file-wrong-separator = The columns are separated by "{ $likely }", and the settings say "{ $configured }". Correct the mapping's separator.
import-file-missing-columns = Nothing was loaded: no line has the titles of all columns that are needed; line { $line } lacks { $names }. Add them to the file or correct the titles in the settings (columns).
import-file-near = Nearly expected: { $near }.
import-near-title = "{ $found }" (expected "{ $expected }")
import-file-first-line = Line { $line } holds: { $found }
import-file-near-titles = Nothing was loaded: on line { $line } some titles are nearly expected ones, and without these columns amounts would be wrong: { $near }. Correct the title in the file or in the settings (columns); where it is another column, give the expected one an empty title there.
import-file-duplicate-column = The column "{ $name }" stands twice in the first line. Leave one.
import-file-bad-header = The first line is longer than { $limit } bytes or has quotes that do not close. Check that the file is CSV with titles of columns.

## A row was not loaded; the others are

import-row = Line { $line }: { $reason }
import-row-column = Line { $line }, column "{ $column }": { $reason }
row-missing-value = a needed value is missing
row-bad-rf = not an RF code
row-bad-afm = not a right tax number
row-bad-amount = not an amount with the decimal mark of the settings
row-bad-amount-precise = the amount has more than two decimals
row-bad-amount-range = the amount is far too large
row-negative-amount = the amount is negative (with a minus before or behind it, or in brackets)
row-bad-date = not a date of the form { $pattern }
row-date-serial = a spreadsheet's number instead of a date: it stands for { $day }. Format the column as dates ({ $pattern }) and save again
row-scientific = a number in scientific notation (1,2E+11): the spreadsheet dropped its last digits. Format the column as text and export again
row-formula-error = the error of a formula instead of a value
row-too-narrow = hash signs (####) instead of a value: the spreadsheet's column is too narrow
row-code-with-decimals = a code with decimals (123.0): the spreadsheet made a number of it and dropped its leading zeros. Format the column as text and export again
row-unclear-status = the status is nearly "{ $word }" and yet not that word. Correct it in the file, or add it to cancelled_words in the settings
row-bad-year = not a year from 1950 to 2100
row-bad-instalment = not the number of an instalment
row-nothing-owed = capital and surcharge are zero: nothing is owed
row-bad-character = holds an invisible or forbidden character ({ $character })
row-value-too-long = has more than { $limit } characters
row-field-count = has { $found } cells, and the first line has { $expected }
row-undecodable = holds bytes that are no { $configured } text
row-stray-quote = has quotes that do not close properly
row-record-too-long = is longer than { $limit } bytes
row-duplicate-id = the debt's number stands on line { $first } already
row-read-failed = the file was not read any further
row-below-paid = the new amount is less than what was paid already
row-held = the debt is being paid at this moment; nothing of it was changed
row-repeated = the debt's number stands on an earlier line with other data
row-other-debtor = conflict: the books have this debt number with another debtor; the debt was left as it is
row-other-rf = conflict: the books have this debt number with another RF; the debt was left as it is
row-other-revenue-code = conflict: the books have this debt number with another revenue code; the debt was left as it is
row-settled-other-debtor = conflict: the books have this debt number with another debtor, and something was paid of it; the debt was left as it is
row-settled-other-rf = conflict: the books have this debt number with another RF, and something was paid of it; the debt was left as it is
row-settled-other-revenue-code = conflict: the books have this debt number with another revenue code, and something was paid of it; the debt was left as it is
row-zeros-lost = conflict: the books have this debt number with other leading zeros, which a spreadsheet drops; it was not loaded as a new debt

## What was done

import-progress = { $rows } rows read, { $percent } %
import-done = Rows: { $rows }. New debts: { $loaded }. Updated: { $updated }. The same: { $unchanged }. Rejected: { $rejected }.
import-absent-columns = Columns of the mapping that the file does not have: { $names }. If one is there under another title, correct the title in the settings (columns).
import-vanished-columns = Careful: the last file had these columns and this one has not: { $names }. What they say was left as it was.
import-near-titles = Columns are missing, and some titles are nearly theirs: { $near }. If they are the same, correct the title in the settings (columns).
import-conflicts = Conflicts were left alone. Ask the office that made the file. If the file is right, load it again with --accept-moved: that changes the debts of which nothing was paid, and is audited.
import-moved = Debts that changed debtor, RF or revenue code: { $count }.
import-emptied-surcharges = Debts whose surcharge became zero because its cell is empty: { $count }.
import-holds-nothing = Nothing of this file was loaded, and nothing was there already as it says.
import-unprintable = { $count ->
    [one] 1 text was loaded that the printer has no letters for; the debt cannot be paid before it is corrected in the municipality's system:
   *[other] { $count } texts were loaded that the printer has no letters for; these debts cannot be paid before they are corrected in the municipality's system:
}
import-unprintable-row = Line { $line }, column "{ $column }": { $character }
import-read-otherwise = Read otherwise than it stands in the file:
import-read-otherwise-row = { $what }: { $count } (first on line { $line })
read-otherwise-utf16 = UTF-16 instead of the encoding of the settings
read-otherwise-carriage-return = line ends of CR alone
read-otherwise-unicode-line-end = line ends of Unicode (U+2028)
read-otherwise-separator-line = a line "sep=" that names the separator
read-otherwise-line-above-titles = lines above the titles, passed over
read-otherwise-title-by-meaning = titles that are written otherwise than in the settings
read-otherwise-empty-row = empty rows, passed over
read-otherwise-cells-too-many = rows with empty cells beyond the last title
read-otherwise-cells-too-few = rows that end before the last title; what they do not have was left as it was
read-otherwise-midnight = dates with midnight behind them
read-otherwise-no-date = dates that say that there is none (31/12/9999, 0, -, 01/01/1900)
read-otherwise-afm-healed = tax numbers without their leading zero, or with prefix, spaces or dashes
read-otherwise-rf-healed = RF codes with Greek letters, spaces or dashes
read-otherwise-line-break = cells with a line end within them, read as a space
read-otherwise-grouped = amounts grouped by spaces or apostrophes
read-otherwise-wrapped = codes that a spreadsheet wrapped (="000123", or an apostrophe before them)
read-otherwise-spoiled-number = numbers of transactions that a spreadsheet spoiled; they say nothing for or against
import-dry-run = A trial: nothing was written.
import-preview = The first rows, as they are read:
import-rejected = { $count ->
    [one] 1 row was not loaded:
   *[other] { $count } rows were not loaded:
}
import-file-too-large = The file is longer than { $limit } bytes. Nothing was loaded. See whether it is the right file.
import-file-bad-row = Line { $line } cannot be read (column "{ $column }"). Nothing was loaded. Correct the line, or the layout in [batch_file] of the configuration.

screen-import-title = Import a file of debts
screen-import-look = Read without keeping
screen-import-layout = Layout "{ $name }": { $form }
screen-import-next-layout = another layout
screen-import-titles = Columns: { $titles }
screen-import-reading = Reading the file…
screen-import-loading = Loading the file…
screen-import-stopping = Stopping…
screen-import-stop = Stop
screen-import-stop-say = Where it is stopped, nothing of the file is kept.
screen-import-preview = { $file }: how it will be understood
screen-import-nothing-yet = Nothing is kept yet. Look at the first rows and the errors; Enter loads the rows that are right.
screen-import-load = Load
screen-import-accept-moved = The file is right where debtor, RF or code change
screen-import-refuse-moved = What changes debtor, RF or code stays as it is
screen-import-result = Result of the import
screen-import-done = The rows that are right were loaded.
screen-import-finish = Done
screen-import-row = { $number } · tax no. { $afm } · { $rf } · { $code } { $description } { $year } · due { $due }
screen-import-more = and { $count } more
screen-key-accept-moved = the file is right where debts change
import-stopped = The import was stopped. Nothing of the file was kept.
