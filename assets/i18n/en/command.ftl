# The command line: what was done, what is left, what the exit code means.

exit-2 = The command line is wrong. See "tameio --help".

## In general

command-later = The command "{ $command }" is not in this version yet.
command-no-display = There is no display for the window. To try it without one, run "tameio demo --once".
command-no-window = This program was built without its window. The commands work as usual: see "tameio --help". For the window, build it with the feature "window", which is on unless it is turned off.
command-window-failed = The window did not open ({ $detail }). The commands work as usual: see "tameio --help".
command-pin-prompt = PIN of operator { $operator }:
command-new-pin-prompt = New PIN for operator { $operator }:
command-new-pin-again = The new PIN once more:
command-pins-differ = The two PINs are not the same. Nothing was changed; try again.

## init

init-done = The desk was made ready in { $path }.
init-config = Settings: { $path }. Fill in the municipality, the terminal and the printer.
init-config-kept = There was a configuration file at { $path } already; it was not changed.
init-config-failed = The desk was made ready, but the settings were not written to { $path } ({ $reason }). The defaults hold: correct the permissions of the folder and write the file there.
init-supervisor = First supervisor: { $operator }.
init-next = Next: "tameio import debts FILE", "tameio till open", and a check with "tameio doctor".

## Payment

pay-asking = Asking the terminal for { $amount } € (session { $session }). The citizen presents card and PIN.
pay-confirmed = The terminal took the request. Waiting for the bank…
pay-being-booked = Approved by the bank: the card was charged. Being booked…
correct-being-booked = Approved by the bank: the money goes back. Being booked…
correct-not-booked = The money WENT BACK to the card (session { $session }), but the books were locked and the document is not issued yet. The terminal keeps the result. Do not give it back again.
pay-charged-not-booked = The card WAS CHARGED (session { $session }), but the books were locked and the receipt is not issued yet. The terminal keeps the result.
not-booked-recover = Close the program that keeps the books and run "tameio recover": the receipt is issued then.
pay-printing = Booked. Printing the receipt…
pay-approved = Approved: { $amount } €, receipt { $receipt }.
pay-declined = Declined. { $reason }
pay-refused = Not done. { $reason }
pay-failed = Not done: the card was not charged. { $reason }
pay-unknown = Outcome UNKNOWN of session { $session }. { $reason }

## Unresolved

recover-nothing = No session has an unknown outcome.
recover-approved = Session { $session }: the card had been charged { $amount } €. Booked now, receipt { $receipt }.
recover-not-charged = Session { $session }: the card was not charged. The debts are free again.
recover-still-unknown = Session { $session }: still unknown. { $reason }
recover-may-still-run = Session { $session }: the terminal holds no result, but it may still be running and charge a card. It can be known from { $until } on: ask again then. Until then the debts stay held; do not ask for a card again.
recover-may-still-give-back = Session { $session }: the terminal holds no result, but it may still be running and give the money back. It can be known from { $until } on: ask again then. Until then do not give it back again.

## Receipts

receipt-several = Several receipts fit: { $numbers }. Give the number of one.
receipt-none = No receipt was found.
receipt-unprinted = not printed
receipt-copies = { $count ->
    [0] no copies
    [one] 1 copy
   *[other] { $count } copies
}
receipt-reprinted = Receipt { $receipt } was printed as copy { $copy }.
receipt-first-print = Receipt { $receipt } was printed for the first time.
receipt-confirmed = It was noted that receipt { $receipt } was printed.
paper-question = Did the whole receipt come out? [y/n]

## Till

till-another = Another till of the same day, because: { $reason }
till-clock-accepted = It is kept that the desk goes on by this clock: { $now }.
till-opened-outside = Outside the hours, because: { $reason }
till-status = Till { $till }: { $state ->
    [open] open
   *[closed] closed
}
till-opened-by = Opened at { $at } by { $operator }.
till-receipts = Receipts: { $count }
till-total = Total: { $amount } €
till-by-revenue-code = By revenue code
till-by-card-type = By card type
till-by-cashier = By cashier
till-cash-refusals = Cash refused: { $count }
till-no-blockers = Nothing keeps it from closing.
till-blockers = These keep it from closing:

## Operators

operator-added = Operator { $operator } was added ({ $role }).
operator-was-disabled = Operator { $operator } can no longer sign in, and is no longer signed in anywhere. What they did stays in the books.
operator-was-enabled = Operator { $operator } can sign in.
operator-pin-reset = Operator { $operator } has a new PIN and changes it at the first sign-in.
operator-pin-changed = The PIN of operator { $operator } was changed.
operator-has-role = Operator { $operator } now has the role: { $role }.
operator-locked = locked for { $minutes } minutes
operator-first-pin = has to change the first PIN
operator-last-sign-in = last sign-in { $at }
operator-never-signed-in = never signed in
operator-missing = Say which operator changes their PIN: "tameio operator change-pin ID".
own-pin-only = Everybody changes their own PIN. A supervisor gives operator { $operator } a new one with "tameio operator reset-pin".
init-recovered = Operator { $operator } is a supervisor and signs in with this PIN. Every screen says so until a supervisor acknowledges it: "tameio operator acknowledge" or F10.
recovery-acknowledged = Acknowledged: operator { $operator } was made a supervisor by the owner of the data directory, { $at }.
operator-disabled = disabled

## Verify

verify-ok = The check is complete: audit chain, series of receipts and database agree.
verify-counts = Checked: { $entries } audit entries, { $receipts } receipts, { $attempts } sessions, { $z } Z reports.
verify-difference = Difference: { $table } { $row }, { $what }. Expected "{ $expected }", found "{ $found }".
verify-year-back = Note: { $document } was given after { $after }: the clock went back over the end of the year. See the Z reports of those days.
verify-same-charge = Note: attempts { $attempts } have the same card data and the same time. Compare them with the terminal's report.
verify-differs = The books do not agree: somebody or something changed the database. Stop taking payments, keep a copy of the file as it is, and call the technician.

## Doctor

doctor-verdict-fine = fine
doctor-verdict-warning = warning
doctor-verdict-bad = trouble
doctor-what-data-dir = Data directory
doctor-what-disk = Disk
doctor-what-database = Database
doctor-what-clock = Clock
doctor-what-config = Settings
doctor-what-terminal = Terminal
doctor-what-printer = Printer
doctor-what-unresolved = Unresolved
doctor-what-restored = Compared after a copy
doctor-finding = { $what }: { $verdict } — { $detail }
doctor-database = The database does not open. Look at the folder with "ls -l" and run "tameio verify".
doctor-clock-apart = The terminal's clock differs from the computer's, and that was stated. Ask the bank or the technician to set it.
doctor-clock-behind = The computer's clock is wrong. Set date and time before the first collection.
doctor-short-wait = terminal.result_timeout_s is { $seconds }, and the protocol asks for 150 at least: payments will be left with an unknown outcome.
doctor-readable = Other users can read the directory { $path }. Restrict its permissions (chmod 700).
doctor-printer-flow = The printer is serial and [printer] flow is none: what it is too slow to print is lost. Its own test page says "Handshaking": set flow = "xonxoff" (XON/XOFF) or flow = "rtscts" (DTR/BUSY, RTS/CTS).
doctor-printer-two-byte = If Greek looks Chinese: [printer] kanji_off = true.
doctor-printer-letters = If other letters come out, `tameio printer test --all-pages` shows the right code page and its number in one print.

## Simulator

simulate-listening = The simulated terminal waits at { $address }. Stop it with Ctrl+C.
simulate-code-form = "{ $code }" is not a code of refusal. Write two digits other than 00, such as 05.
simulate-key-file = The master key's file { $path } cannot be used: { $reason }. It holds 32 hex digits and nothing else.
simulate-key-dialect = Only the aade protocol has keys. Leave --master-key-file or --protocol mellon out.
simulator-failed = The simulated terminal did not start ({ $reason }). Give another address or port with --listen (port 0 takes a free one).
printer-rendered = Wrote { $bytes } bytes to { $path }.
render-needs-file = The printer's bytes are not written to a screen or beside JSON. Name a file with -o, or send the output to a file.

## Demonstration

demo-found = Debts of { $rf } ({ $name }):

## The close of the till and Z reports
till-closed = The till { $till } is closed. Report { $number }.
till-compared = It is kept that terminal and books were compared. Collections go on.
till-has-z = Closed with report { $number }.
till-totals-hidden = Only a supervisor or an auditor sees the totals (--operator).
till-handed-over = The till { $till } was handed over: { $from } to { $to }.
z-printed = Report { $number } was printed.
z-unconfirmed = Report { $number } was sent to the printer, which cannot tell whether it came out. If the paper is there: "tameio till z { $number } --confirm".
z-not-printed = Report { $number } was not printed; the till is closed. { $reason } Then: "tameio till z { $number } --print".
z-none = There is no Z report yet.
z-row = { $number }  till { $till }  { $at }  documents { $count }  { $amount } €

## Comparing with the terminal
reconcile-till = Till { $till } and terminal
reconcile-batch = Batch { $batch }: desk { $ours } € ({ $count }), terminal { $theirs }, difference { $difference }
reconcile-explained = Explained ({ $by }): { $text }
reconcile-unexplained = Not explained: the till does not close.
reconcile-agrees = Nothing differs.
mismatch-only-ours = { $reference }: on the desk only, { $ours } €
mismatch-only-theirs = { $reference }: on the terminal only, { $theirs } €
mismatch-other-amount = { $reference }: another amount, desk { $ours } €, terminal { $theirs } €
mismatch-unknown-kind = { $reference }: the terminal's file has { $theirs } € of a kind that is neither among plus_words nor minus_words (desk { $ours } €)
mismatch-totals = { $reference }: the totals differ, desk { $ours } €, terminal { $theirs } €
batch-total-form = "{ $text }" is no amount. Write it with a point and two decimals, as in 128.40.
batch-number-form = "{ $text }" is no number of a batch. Write it as the terminal prints it, as in 000091.
count-form = "{ $text }" is no count: digits only, as in 12.

## Foreign results
foreign-booked-sale = Foreign result { $number } was booked as a payment: { $receipt }, { $amount } €.
foreign-booked-void = Foreign result { $number } was booked as a void: { $receipt }, { $amount } €.
foreign-booked-refund = Foreign result { $number } was booked as a refund: { $receipt }, { $amount } €.
foreign-numbered = { $number }. { $row }
foreign-has-receipt = Booked as { $receipt }.
foreign-was-written-off = Written off at { $at } by { $operator }, approved by { $approver }: { $reason }
foreign-open = It keeps the till open: "foreign tie", "foreign book" or "foreign write-off".
foreign-written-off = Foreign result { $number } was written off.
prompt-failed = What is typed was not read ({ $reason }). Give it by a file or a variable, or try in a terminal.
output-failed = The output was not written ({ $reason }). Give a file with `-o`.
