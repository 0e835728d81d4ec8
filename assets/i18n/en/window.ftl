# The cashier's window. Each key is written on the control that it moves.

## Keys

key-f1 = F1
key-f2 = F2
key-f3 = F3
key-f4 = F4
key-f5 = F5
key-f6 = F6
key-f7 = F7
key-f8 = F8
key-f9 = F9
key-f10 = F10
key-f12 = F12
key-space = Space
key-enter = Enter
key-esc = Esc
key-ctrl-a = Ctrl+A
key-ctrl-e = Ctrl+E
key-ctrl-p = Ctrl+P

## What the keys do

action-help = Help
action-search = Search
action-receipts = Receipts
action-till = Till
action-refresh = Refresh devices
action-day = The day's picture
action-imports = Imports
action-cash = Cash
action-card = Pay by card
action-settings = Devices and settings
action-lock = Lock
action-choose = Choose a debt
action-choose-all = Choose all
action-change-amount = Change an amount
action-print-again = Print again (copy)
action-print = Print
action-back = Back
action-confirm = Continue
action-cancel = Cancel
action-slip = Slip with the RF code
action-recover = Ask the terminal
action-next-citizen = Next citizen
action-open-till = Open the till

## Lock

lock-title = Sign in to the desk
lock-who = Operator
lock-pin = PIN
lock-sign-in = Sign in
lock-hint = Choose your name with the arrows, type the PIN and press Enter.
lock-no-operators = There is no active operator. The supervisor adds one with "tameio operator add".
lock-attempts-left = { $count ->
    [one] 1 try is left before the operator is locked.
   *[other] { $count } tries are left before the operator is locked.
}
lock-payment-runs = The payment goes on behind the lock.

## Desk: search, debts, basket

desk-search = Scan the notice, or type an RF, a tax number or a name
desk-searching = Searching…
desk-empty = Scan the citizen's notice.
desk-debtor = Debtor
desk-afm = Tax number
desk-no-afm = no tax number
desk-column-kind = Kind
desk-column-code = Code
desk-column-year = Year
desk-column-due = Due
desk-column-capital = Capital
desk-column-surcharge = Surcharge
desk-column-surcharge-as-of = as of
desk-column-open = Open
desk-column-status = Status
desk-column-rf = RF
desk-instalment = instalment { $number }
desk-overdue = overdue
desk-basket = To be paid
desk-basket-empty = No debt is chosen.
desk-total = Total
desk-chosen = { $count ->
    [one] 1 debt chosen
   *[other] { $count } debts chosen
}
desk-cash-not-accepted = not accepted
desk-card-only = Card only
desk-why-not-paid = Paid already
desk-why-not-pending = Being paid at another desk, or unresolved
desk-why-not-expired = The RF code has expired; a new notice is needed
desk-why-not-cancelled = Withdrawn by the municipality
desk-more-below = There are more: go on with the arrows

## Cash

cash-title = Cash is not accepted
cash-ways = Three ways to pay
cash-slip-offer = Print a slip with the RF code?
cash-slip-printed = The slip was printed. Hand it to the citizen.
cash-slip-no-debt = Find the debt first, so that the slip carries its RF code.

## A payment under way

paying-title = Payment under way
paying-step-prepared = Written to the journal
paying-step-sent = Sent to the terminal
paying-step-confirmed = The terminal took it: card and PIN
paying-step-bank = Waiting for the bank
paying-step-booked = Booked, receipt { $receipt }
paying-step-printing = Printing the receipt
paying-step-printed = Printed
paying-now-prepared = Preparing the payment
paying-now-sent = Waiting for the terminal
paying-now-confirmed = The citizen presents card and PIN
paying-now-booked = Approved
paying-now-printing = Printing the receipt
paying-seconds = { $seconds } s
paying-cancel-hint = It can be cancelled only on the terminal (red key).
paying-slow = It takes longer than usual. The citizen may not have typed the PIN yet, or the bank's line is slow. Look at the terminal's screen and do not switch it off.
paying-session = Session { $session }

## Outcome

outcome-approved = Approved
outcome-approved-next = Hand receipt { $receipt } to the citizen.
outcome-declined = Declined: the card was not charged
outcome-refused = Not allowed: nothing was sent to the terminal
outcome-failed = Not done: the card was not charged
outcome-unknown = Unknown: the card may have been charged
outcome-not-printed = Paid, but the receipt is not printed
outcome-card = Card
outcome-auth-code = Authorisation code
outcome-terminal = Terminal
outcome-print-whole = Did the receipt come out whole?
outcome-print-yes = Yes, it is printed
outcome-print-no = No, print it again
outcome-try-again = Try again
outcome-who-acts = What happens now

## Status bar

status-desk = Desk { $desk }
status-operator = { $name }
status-signed-out = Locked
status-till-open = Till open
status-till-closed = Till closed
status-terminal-ready = Terminal ready
status-terminal-checking = Terminal: checking…
status-terminal-down = Terminal: no answer
status-terminal-busy = Terminal: paying
status-printer-ready = Printer ready
status-printer-checking = Printer: checking…
status-printer-mute = Printer: look at it
status-printer-trouble = Printer: trouble
status-disk-ok = Disk fine
status-disk-low = Disk: little room
status-unresolved = { $count ->
    [0] Nothing unresolved
    [one] 1 unknown outcome
   *[other] { $count } unknown outcomes
}
status-clock = { $time }
status-demo = DEMONSTRATION

## Help

help-title = Help
help-lock = Choose an operator with the arrows, type the PIN and press Enter. The window locks itself when it is not used.
help-desk = Scan the notice, or type an RF, a tax number or a name and press Enter. Choose debts with the arrows and Space, ask for a card payment with F9, and with F8 tell whoever brings cash how to pay.
help-paying = The citizen uses the terminal. The payment can be cancelled only there. Do not switch off the terminal or the computer.
help-outcome = The large message says what happened and what to do now. Enter goes on to the next citizen.

## Citizen's screen

citizen-card-only = Card only
citizen-to-pay = To be paid
citizen-insert-card = Insert the card or hold it to the terminal
citizen-thanks = Thank you
citizen-wait = Please wait
