# The window's screens. Amounts, dates and codes come in as finished text.

screen-title = Cash desk · { $municipality }
screen-title-demo = DEMO · Cash desk · { $municipality }
screen-demo-band = DEMO · The data are invented and no card is charged
screen-later = This screen is not there yet.
screen-back = Back
screen-next = Next citizen
screen-session = Session { $session }
screen-close-paying = A payment is under way: the window does not close before the terminal has answered.
screen-scan-kept = The code that was scanned is kept for the next citizen: it is looked up once what is under way now has ended.
screen-scan-kept-now = The code that was scanned before has been looked up.
screen-scan-no-code = What was scanned is no code of a debt. No key was pressed.

screen-lock-title = Cash desk
screen-lock-who = Operator
screen-lock-listing = Reading the operators…
screen-lock-nobody = There is no active operator. Run “tameio init” or “tameio operator add”.
screen-lock-choose = choose the operator
screen-lock-pin = PIN
screen-lock-pin-hint = 6 to 12 digits
screen-lock-checking = Checking the PIN…
screen-lock-sign-in = Sign in
screen-lock-demo = For the demo: operator { $operator }, PIN { $pin }
screen-lock-wait = Try again in { $time }
screen-lock-change = Change the PIN and sign in
screen-lock-change-title = { $operator }: choose your own PIN
screen-lock-change-why = Somebody else chose your first PIN, and two know it. Type one of your own, 6 to 12 digits, that nobody guesses: no date, no run, no repeats.
screen-form-new-pin = New PIN
screen-form-new-pin-again = New PIN again
screen-session-ended = You are no longer signed in: a supervisor changed your account. Sign in again.
screen-status-recovery = Operator { $operator } was made a supervisor by the owner of the data directory, { $at }: a supervisor acknowledges it (F10)
screen-unseen-approved = Behind the lock session { $session } was approved: receipt { $number } (F3).
screen-unseen-unknown = Behind the lock session { $session } stayed unknown: F11.
screen-unseen-not-charged = Behind the lock the payment ended without a charge.

screen-hours-unknown = It is not known yet whether the desk takes payments.
screen-hours-until = The desk takes payments until { $until }.
screen-hours-reason = The desk was opened outside its hours: { $reason }

screen-search = Search
screen-search-hint = RF code, ΑΦΜ or name
screen-searching = Searching…
screen-start = Scan the notice
screen-start-search = or type an RF code, an ΑΦΜ or part of a name
screen-start-choose = choose what is paid
screen-start-card = pay by card on the terminal
screen-start-help = all keys of this screen

screen-found-no-rf = No debt has this RF code.
screen-found-no-afm = No debtor has this ΑΦΜ.
screen-found-no-name = No debtor has this name.
screen-maybe-one-person = Maybe the same person: { $count } debtors of this name
screen-one-payer-title = Is it one payer?
screen-one-payer-ask = The debts that you chose are those of { $count } debtors of the name { $name }. One name does not mean one person: ask the citizen.
screen-one-payer-else = If they are several persons, pay the debts apart, with one receipt for each.
screen-one-payer-yes = Yes, one payer: one receipt
screen-one-payer-no = No, back to the debts
screen-found-healed = Put right: { $what }
screen-found-amount-hint = The notice says { $amount }. What is owed today is charged.
screen-found-foreign = A valid RF code, but not of the Greek form
screen-found-more = There are more: type more letters

screen-debtor-afm = ΑΦΜ { $afm }
screen-debtor-no-afm = no ΑΦΜ
screen-debtor-open = Open
screen-debtor-debts = { $count ->
    [0] no open debt
    [one] 1 open debt
   *[other] { $count } open debts
}
screen-choose = Choose
screen-choose-all = All
screen-column-debt = Debt
screen-column-due = Due
screen-column-capital = Capital
screen-column-surcharge = Surcharge
screen-column-open = Open
screen-debt-code = Code { $code } · year { $year } · no. { $number }
screen-debt-parts = capital { $capital } · surcharge { $surcharge } · due { $due }
screen-debt-instalment = Instalment { $number }: paid whole
screen-debt-paid-so-far = { $amount } paid so far
screen-debt-amount-differs = The RF code’s amount digit belongs to another amount

screen-basket = To be paid
screen-basket-count = { $count ->
    [0] No debt chosen
    [one] 1 debt chosen
   *[other] { $count } debts chosen
}
screen-basket-total = Total
screen-basket-too-much = —
screen-tender-card = Card
screen-tender-cash = Cash
screen-tender-cash-no = not accepted

screen-hint-not-payable = This debt cannot be paid here: { $status }
screen-hint-nothing-chosen = Choose first what is to be paid.
screen-hint-too-much = The total is more than the terminal takes. Choose fewer debts.
screen-part = Another amount
screen-part-title = Part of the debt
screen-part-open = Open { $amount }
screen-part-amount = Amount paid now
screen-part-go = Into the basket
screen-part-divided = part: capital { $capital } · surcharge { $surcharge }
screen-hint-no-parts = Debts are paid whole here: the settings allow no part.
screen-hint-till-closed = The till has not been opened today. Open it with F4.

screen-till-closed = The till has not been opened today. Payments are taken once it is open.
screen-till-title = Open the till
screen-till-open = Open the till
screen-till-opening = Opening…
screen-till-reason = The hours do not provide for payments now. Write the reason; it stays in the books with your name.
screen-till-reason-hint = Reason for opening outside hours

screen-cash-title = Cash is not accepted
screen-cash-say = The citizen can pay in one of these ways:
screen-cash-print = Slip with the RF code
screen-slip-printing = Printing…

screen-pay-payer = Debtor
screen-pay-now-preparing = Checking before the card…
screen-pay-now-prepared = Sending the amount to the terminal
screen-pay-now-sent = Waiting for the terminal
screen-pay-now-confirmed = Card and PIN on the terminal
screen-pay-now-approved = Approved by the bank, being booked
screen-pay-now-approved-back = The return is approved, being booked
screen-pay-now-booked = Approved
screen-pay-now-printing = Printing the receipt
screen-pay-done-prepared = Written in the journal
screen-pay-done-sent = Sent to the terminal
screen-pay-done-confirmed = The terminal took it: card, PIN, bank
screen-pay-done-approved = The bank approved: the card was charged
screen-pay-done-approved-back = The bank approved: the money went back
screen-pay-done-booked = Approved and booked
screen-pay-done-printing = Printing the receipt
screen-pay-seconds = sec.
screen-pay-cancel = Cancel on the terminal only, with its red key, before the card is approved.
screen-pay-long = This takes long. The citizen may not have given card or PIN yet, or the bank is slow to answer. Look at the terminal’s screen and wait; do not close anything.

screen-approved = Paid
screen-approved-receipt = Receipt { $number }
screen-approved-card = { $type } · { $pan }
screen-approved-iris = IRIS, account to account
screen-approved-final = The card was charged { $amount }, not the amount that was asked. The terminal’s slip shows the difference.
screen-approved-iris-unwanted = Paid by IRIS, which the settings do not accept. It is booked; tell the supervisor.
screen-paper-printed = The receipt was printed.
screen-paper-question = Did the receipt come out?
screen-paper-yes = Yes, it did
screen-paper-again = Print again
screen-paper-leave = Later
screen-paper-confirming = Noting it…
screen-paper-printing = Printing again…
screen-copy = Copy
screen-copy-printing = Printing the last receipt…
screen-copy-done = Receipt { $number } was printed (copies: { $copy }).
screen-copy-sent = Receipt { $number } was sent to the printer (copies: { $copy }). See whether it came out.
screen-copy-failed = Receipt { $number } was not printed. { $why }
screen-copy-none = This desk has no receipt yet.

screen-declined = Not approved
screen-refused = Not possible
screen-not-sent = Nothing was sent to the terminal and the card was not charged.
screen-failed = The payment was not made
screen-not-charged = Not charged
screen-not-charged-say = The card was not charged. The payment can be made from the start.
screen-recovered-not-charged = The terminal answered: the payment was not made.
screen-recovered-approved-note = Session { $session } had been approved: receipt { $number }.
screen-recovered-not-charged-note = Session { $session } was not charged.

screen-unknown = Outcome unknown
screen-unknown-means = The card may have been charged. The debts stay held, so that nobody pays twice.
screen-charged = The card was charged, not booked yet
screen-charged-means = The bank approved and the card was charged. The books were locked and the receipt is not out yet; the terminal keeps the result.
screen-charged-means-back = The bank approved and the money went back to the card. The books were locked and the document is not out yet; the terminal keeps the result.
screen-charged-who = Close the program that keeps the books and ask the terminal again: the receipt is issued then.
screen-unknown-say = Tell the citizen not to pay again, neither here nor elsewhere, and hand over the slip. If the card was charged, the receipt will be issued.
screen-unknown-who = While the terminal does not answer, the supervisor must act.
screen-unknown-asking = Asking the terminal what happened…
screen-unknown-settled = The session is no longer pending: another desk settled it. See the receipts.
screen-unknown-known-from = The terminal holds no result yet and the transaction may still be running. We will know at { $at } (in { $left }): it is asked then by itself. The citizen need not wait: give them the slip.
screen-unknown-slip = Slip for the citizen
screen-unknown-ask = Ask the terminal again
screen-unknown-technician = Session { $session } · { $reason } · { $code }

screen-silent = The terminal does not answer
screen-silent-given-up = The request was not sent and will not be any more: the card was not charged. The debts stay held until this part of the program answers or the program is opened again.
screen-silent-late = If it answers later, the result will show here. Until then no other payment is made on this terminal.
screen-silent-look = Read the journal again
screen-silent-looking = Reading the journal…
screen-silent-disk-none = not in the journal
screen-silent-disk-prepared = in the journal, not sent
screen-silent-disk-sent = sent to the terminal
screen-silent-disk-confirmed = the terminal took it
screen-silent-disk-closed = kept as an unknown outcome
screen-late-approved = Session { $session }, which did not answer, was approved: receipt { $number }.
screen-late-unknown = Session { $session }, which did not answer, stays unknown. Ask the terminal.
screen-late-not-charged = Session { $session }, which did not answer, was not charged.

screen-tab-receipts = Receipts
screen-tab-pending = Unknown outcomes
screen-tab-foreign = Foreign results
screen-receipts-hint = Number, RF, ΑΦΜ, amount (12,34), time (10:15) or date
screen-receipts-none-today = No receipt was issued today yet. Search by number, RF, amount or date.
screen-receipts-none = No receipt was found. Try its number, the RF, the exact amount or the date.
screen-receipts-more = There are older ones: go on downwards
screen-receipts-open = Open
screen-receipts-printing = Printing the receipt again…
screen-void = Void
screen-refund = Refund
screen-kind-sale = collection
screen-kind-void = void
screen-kind-refund = refund
screen-without-paper = without paper

screen-form-second = Operator who approves (another person)
screen-form-pin = PIN of who approves
screen-form-optional = (optional)
screen-form-next = next field
screen-form-checking = Checking…
screen-void-title = Void of receipt { $number }
screen-refund-title = Refund of receipt { $number }
screen-void-go = Void on the terminal
screen-refund-go = Refund on the terminal
screen-correct-total = Goes back to the card
screen-correct-amount = Amount, if not the whole goes back
screen-correct-reason = Reason (printed on the document)
screen-correct-stands = Nothing went back to the card. The collection stands.
screen-correct-reopened = The debt is open again. Hand the document to the citizen.
screen-correct-failed = Not done
screen-void-approved = Voided
screen-refund-approved = Given back
screen-approved-document = Document { $number }
screen-pay-now-confirmed-back = Type the original transaction
screen-pay-now-printing-back = Printing the document
screen-pay-done-confirmed-back = The terminal took it: original, card, bank
screen-pay-done-printing-back = Printing the document
screen-silent-given-up-back = The request was not sent and will not be any more: nothing went back. The receipt stays held until this part of the program answers or the program is opened again.

screen-pending-say = Each row holds debts. Ask the terminal first; what it does not answer is decided on written evidence by two persons.
screen-pending-none = No payment has an unknown outcome.
screen-pending-reading = Reading the books…
screen-pending-charged = Charged
screen-pending-not-charged = Not charged
screen-pending-where = Session { $session } · desk { $desk } · terminal { $terminal } · operator { $operator }
screen-pending-original = of receipt { $number }
screen-pending-elsewhere = Two terminals have an open session of this number. Decide this one at the desk that has the terminal { $terminal }.
screen-resolve-charged = Charged, on written evidence
screen-resolve-not-charged = Not charged, with a written reason
screen-resolve-back = Given back, on written evidence
screen-resolve-not-back = Not given back, with a written reason
screen-resolve-charged-say = Copy them from the terminal’s slip or report. The terminal is asked once more before anything is booked.
screen-resolve-not-charged-say = Write what shows it and who looked. The terminal is asked once more before anything is freed.
screen-resolve-time = Time on the slip (10:15 or 23/11/2026 10:15)
screen-resolve-reason = What shows that it was not done
screen-resolve-go = Decide
screen-resolve-deciding = Asking the terminal and weighing the evidence…
screen-foreign-where = Session { $session } · desk { $desk } · terminal { $terminal } · code { $code }
screen-foreign-card = { $type } { $pan } · STAN { $stan } · authorisation code { $auth }

screen-printer-cover = Printer: cover open
screen-printer-paper-out = Printer: no paper
screen-printer-offline = Printer: offline
screen-printer-unreachable = Printer: no answer
screen-printer-failed = Printer: did not print

screen-status-desk = Desk { $desk }
screen-status-desk-operator = Desk { $desk } · { $operator }
screen-status-till-unknown = Till: —
screen-status-till-open = Till open
screen-status-till-closed = Till closed
screen-status-terminal-unknown = Terminal: —
screen-status-terminal-asking = Terminal: asking…
screen-status-terminal-ready = Terminal ready
screen-status-terminal-paying = Terminal: payment
screen-status-terminal-silent = Terminal: no answer
screen-status-printer-unknown = Printer: —
screen-status-printer-ready = Printer ready
screen-status-printer-low = Printer: paper low
screen-status-printer-silent = Printer: cannot tell
screen-status-unresolved = { $count ->
    [0] 0 pending
    [one] 1 unknown outcome
   *[other] { $count } unknown outcomes
}
screen-status-unprinted = { $count ->
    [one] 1 receipt without paper
   *[other] { $count } receipts without paper
}
screen-status-clock-behind = Computer's clock behind the books
screen-clock-title = The clock must be stated
screen-clock-reason = Why the desk goes on by this clock
screen-clock-accept = Go on by this clock
screen-form-supervisor = Supervisor's name
screen-form-supervisor-pin = Supervisor's PIN
screen-status-earlier = Till of { $day }: not closed
screen-status-copy-old = Old backup
screen-status-known-in = { $what }, known in { $left }
screen-status-disk = Disk: cannot be written
screen-status-not-compared = Books from a copy: not compared
screen-status-foreign = { $count ->
    [one] 1 movement without a document
   *[other] { $count } movements without a document
}
screen-status-closes = closes in { $minutes }′
screen-status-closes-hours = closes in { $hours } h { $minutes }′

screen-help-title = Keys
screen-key-help = help
screen-key-search = search
screen-key-receipts = receipts
screen-key-till = till
screen-key-refresh = ask terminal and printer
screen-key-day = the day’s picture
screen-key-imports = imports
screen-key-cash = the citizen offers cash
screen-key-card = pay by card
screen-key-devices = devices and settings
screen-key-lock = lock
screen-key-choose = choose a debt
screen-key-choose-all = all or none
screen-key-amount = change the amount
screen-key-copy = the last receipt again (copy)
screen-key-back = back, clear
screen-key-up = row above
screen-key-down = row below
screen-key-page-up = page up
screen-key-page-down = page down
screen-key-first = first row
screen-key-last = last row
screen-key-submit = go on: search, open, next
screen-key-slip = print the slip
screen-key-ask = ask the terminal
screen-key-yes = yes, the receipt came out
screen-key-no = no, print again
screen-key-pending = unknown outcomes
screen-key-void = void the receipt
screen-key-refund = refund the receipt
screen-key-print-again = the receipt again (copy)
screen-key-charged = charged, on evidence
screen-key-not-charged = not charged, with a reason
screen-key-next = next field or list
screen-key-previous = field or list before
