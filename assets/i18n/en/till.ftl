# The till in the window: what it holds, what keeps it from closing, comparison, close, Z.

screen-till-reading = Reading the till…
screen-till-of = Till { $till }
screen-till-is-open = open
screen-till-is-closed = closed
screen-till-since = Opened { $at }, { $operator }
screen-till-earlier = The till { $till } is of an earlier day and was not closed: it closes first. Each line leads with Enter to what clears it; then F9 and a supervisor's PIN. Today's opens after it with F4.
screen-till-closed-already = No till is open that could be closed.
screen-till-can-close = The till can close.
screen-till-cannot-close = { $count ->
    [one] 1 line keeps it from closing:
   *[other] { $count } lines keep it from closing:
}
screen-till-blocked = { $count ->
    [one] Not yet: 1 line is left. Press Enter on it.
   *[other] Not yet: { $count } lines are left. Press Enter on each.
}
screen-till-filed = The terminal's file was read and compared.
screen-till-restored = The books came from a copy at { $at } and were not compared with the terminal: no card is asked for until then.
screen-till-clear-restored = state that they were compared
screen-till-clear-clock = a supervisor states why the desk goes on
screen-till-clear-blocker = to where it is cleared
screen-till-clear-mismatch = explain it
screen-till-blocker-unknown-outcome = Unknown outcome: session { $ref }
screen-till-blocker-unprinted-receipt = Receipt without paper: { $ref }
screen-till-blocker-pending-void = A void or refund that waits: session { $ref }
screen-till-blocker-unclaimed-result = A movement of the terminal without a document: no. { $ref }
screen-till-batch-name = Batch { $batch }
screen-till-not-compared = not compared
screen-till-agrees = agrees
screen-till-differs = differs
screen-till-ours = Desk ({ $count })
screen-till-theirs = Terminal ({ $count })
screen-till-difference = Difference
screen-till-receipts = Documents: { $count }, of these voids and refunds: { $back }
screen-till-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
screen-till-iris = Apart, from account to account
screen-till-close = Close
screen-till-type-totals = The terminal's totals
screen-till-batch-file = The terminal's file
screen-till-explain = Explain
screen-till-hand-over = Hand over
screen-till-z = Z reports
screen-till-totals-title = Totals of a batch, as the terminal prints them
screen-till-totals-say = Copy the two numbers of the terminal's report: count and net total, voids and refunds taken off.
screen-till-totals-ours = The desk has in batch { $batch }: { $count } · { $total }
screen-till-totals-go = Compare
screen-till-count = Number of transactions
screen-till-total = Net total (12.34; with "-" below zero)
screen-till-batch = Batch
screen-till-terminal = Terminal (TID)
screen-till-explain-title = Explain a difference
screen-till-explain-say = Write why it differs. It is printed on the Z report and stays in the books.
screen-till-explain-go = Write it down
screen-till-explanation = Explanation
screen-till-hand-over-title = Hand the till over
screen-till-hand-over-say = The till is not closed. Who takes it types name and PIN, and goes on here.
screen-till-hand-over-go = Hand over
screen-till-handed-over = You took the till over from { $from }.
screen-form-taker = Operator who takes over
screen-form-taker-pin = PIN of who takes over
screen-till-compared-title = Comparison after the restore
screen-till-compared-say = The books are a copy. State that they were compared with the terminal's list, and that what it charged and the copy lacks was written down.
screen-till-compared-reason = How they were compared
screen-till-compared-go = State it
screen-till-file-title = The terminal's file of transactions
screen-till-file-read = Read and compare
screen-till-close-title = Close the till { $till }
screen-till-close-say = It closes for good: the terminal is asked a last time, the Z report is made and printed.
screen-till-close-go = Close for good
screen-till-own-pin = Your PIN
screen-till-closing-pin = Checking the PIN
screen-till-closing-terminal = Asking the terminal
screen-till-closing-books = Closing in the books
screen-till-closing-print = Printing the Z report
screen-till-closed-now = The till is closed: { $number }. { $print }
screen-till-closed-without-paper = The till is closed: { $number }. Its report has no paper and waits: mend the printer and press Ctrl+P. { $print }
screen-till-z-title = Z reports
screen-till-print-z = Print again
screen-till-printing-z = Printing the Z report…
screen-pick-path = Path or name of a file (or choose with the arrows)
screen-pick-reading = Reading the folder…
screen-pick-none = The folder { $folder } has no .csv, .txt or .tsv file. Type its path, or name the folder in the settings ([import] folder).
screen-pick-folder = { $folder }, the newest first
screen-pick-size = { $kib } KiB
screen-receipts-came-out = The paper came out
screen-decide-tie = Payment of debts
screen-decide-book = As it was asked for
screen-decide-write-off = Write off
screen-decide-tie-title = Result { $number }: payment of debts
screen-decide-tie-say = Type the RF codes of the debts. They must come to exactly what was charged.
screen-decide-book-title = Result { $number }: as this desk asked for it
screen-decide-book-say = It is booked as the payment, void or refund of its session. Where the terminal says that it was not done, the receipt is voided.
screen-decide-write-off-title = Result { $number }: nothing of this desk
screen-decide-write-off-say = It is written off: of no debt of this desk, or its money went back by another way. It is printed on the Z report.
screen-decide-codes = RF codes (divided by commas)
screen-decide-reason = Why you are sure
screen-decide-deciding = Booking and printing…
screen-foreign-nothing-to-do = does not keep the till open
screen-key-hand-over = hand over to another cashier
screen-key-type-totals = the terminal's totals
screen-key-batch-file = the terminal's file
screen-key-explain = explain a difference
screen-key-close = close the till
screen-key-z = Z reports
screen-key-export = export the day
screen-key-print-z = the Z report again (a copy)
screen-key-unclaimed = movements of the terminal without a document
screen-key-without-paper = a receipt without paper
screen-key-tie = it is the payment of debts
screen-key-book = book it as it was asked for
screen-key-write-off = write it off
