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
import-file-utf16 = The file was saved as UTF-16 ("Unicode text"). Save it as CSV UTF-8 and try again.
import-file-wrong-encoding = The file looks like { $likely }, and the settings say { $configured }. Correct the mapping's encoding or save the file again.
import-file-wrong-separator = The columns are separated by "{ $likely }", and the settings say "{ $configured }". Correct the mapping's separator.
import-file-missing-columns = The first line lacks these columns: { $names }. Add them to the file or correct the titles in the settings (columns).
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
row-bad-amount-range = the amount is negative or far too large
row-bad-date = not a date of the form { $pattern }
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

## What was done

import-progress = { $rows } rows read, { $percent } %
import-done = Rows: { $rows }. New debts: { $loaded }. Updated: { $updated }. The same: { $unchanged }. Rejected: { $rejected }.
import-absent-columns = Columns of the mapping that the file does not have: { $names }. If one is there under another title, correct the title in the settings (columns).
import-dry-run = A trial: nothing was written.
import-preview = The first rows, as they are read:
import-rejected = { $count ->
    [one] 1 row was not loaded:
   *[other] { $count } rows were not loaded:
}
import-file-too-large = The file is longer than { $limit } bytes. Nothing was loaded. See whether it is the right file.
import-file-bad-row = Line { $line } cannot be read (column "{ $column }"). Nothing was loaded. Correct the line, or the layout in [batch_file] of the configuration.
