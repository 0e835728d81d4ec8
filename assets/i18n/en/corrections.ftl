# Void, refund, evidence for an unknown outcome, results of nobody, keys: what was refused, what was done, what to do.

## Refused: two persons

refused-same-person = Who approves must be another person than who asks. Let a supervisor type their own PIN.
refused-approver-not-allowed = Operator "{ $operator }" may not approve. A supervisor approves.

## Refused: unknown outcomes

refused-no-such-session = No payment of this desk has the session { $session }. See the open ones with "tameio recover" or in the status bar.
refused-not-unknown = The outcome of session { $session } is known: { $state }. There is nothing to decide.
refused-may-still-run = Session { $session } may still be running on the terminal: money that did not move yet may still move. What it concerns stays held. Cancel the transaction on the terminal if it waits for a card or a PIN, see what it prints, and decide that nothing moved from { $from } on. Do not ask for a card again.
attempt-state-prepared = nothing was sent yet
attempt-state-sent = it is being sent to the terminal
attempt-state-confirmed = the terminal is working on it
attempt-state-approved = approved, with a receipt
attempt-state-declined = declined
attempt-state-not-charged = not charged
attempt-state-unknown = unknown
evidence-empty = No evidence was given. Write what the slip or the terminal's report shows: STAN, RRN, authorisation code, time.
evidence-card-number = The evidence holds what looks like a full card number. Leave it out: the last four digits are enough.
evidence-field = In the evidence, "{ $field }" is not of its form. Copy it again from the slip.
evidence-missing = The evidence does not prove it yet: missing { $fields }. Copy them from the slip or from the terminal's report.
evidence-too-short = Write what shows that the card was not charged: for example what the terminal's report says, and who looked.
evidence-too-long = The evidence is longer than { $most } characters. Write only what the slip or the report shows.
evidence-amount = The evidence says { $found } €, the journal says { $expected } €. It is another payment: look for the right slip.
evidence-time = The evidence says { $found }, and the payment was asked for at { $expected }. It is another payment, or the terminal's clock is wrong: look for the right slip, or, if you both know that its clock is wrong, give "tameio resolve … --clock-wrong".
evidence-in-future = The evidence says { $found }, and now it is { $expected }. Check the date and the time on the slip, and the clocks. If you both know that the terminal's clock is wrong, give "tameio resolve … --clock-wrong".
refused-evidence-booked = This transaction has receipt { $receipt } already. It is another payment: look for the right slip.
evidence-name-stan = STAN
evidence-name-rrn = RRN
evidence-name-auth-code = authorisation code
evidence-name-time = time
evidence-name-amount = amount
evidence-name-batch = batch
evidence-name-terminal-id = terminal
evidence-name-card-type = card
evidence-name-pan = masked card number

## Refused: void and refund

refused-not-a-sale = { $receipt } is not a collection but a { $kind ->
    [void] void
   *[refund] refund
}, and those are not taken back. If it was a mistake, collect the debt again.
refused-corrected = Receipt { $receipt } { $kind ->
    [void] was voided
   *[refund] was given back
} already, by { $by }. Nothing is left to give back.
refused-correction-open = Session { $session } is taking this receipt back already, or its outcome is unknown. Do not ask again; look at it with "tameio recover".
refused-receipt-moved = Somebody else took something of receipt { $receipt } back meanwhile. Look at it again before you go on.
refused-partly-refunded = Part of receipt { $receipt } was given back. The rest is given back with a refund.
refused-iris = Receipt { $receipt } was paid by IRIS, which is not in the terminal's batch. Give it back with a refund.
refused-another-day = Receipt { $receipt } is of an earlier day, whose batch is closed. Give it back with a refund.
refused-another-terminal = Receipt { $receipt } was paid on another terminal. Void it there, or give it back with a refund.
refused-batch-closed = The terminal has closed the batch of receipt { $receipt }. Give it back with a refund.
refused-above-left = { $asked } € were asked for and { $left } € are left of the receipt. Give an amount of up to { $left } €.
refused-partial-refund = { $asked } € were asked for of { $left } €, and only the whole is given back (payments.partial_refunds).
amount-of-void = A void takes the whole receipt back. Leave --amount out, or give it back with "tameio refund".

## Void and refund: what is done

correct-original = Type this on the terminal when it asks for the original transaction:
correct-original-stan = STAN
correct-original-rrn = RRN
correct-original-auth = Authorisation code
correct-original-batch = Batch
correct-original-amount = Amount
correct-original-date = Date and time
correct-original-card = Card
correct-original-terminal = Terminal
void-asking = Asking the terminal to void { $amount } € (session { $session }).
refund-asking = Asking the terminal to give back { $amount } € (session { $session }).
void-approved = Voided: { $amount } €, document { $receipt }. The debt is open again.
refund-approved = Given back: { $amount } €, document { $receipt }. The debt is open again.
receipt-corrected-by = { $kind ->
    [void] Voided
   *[refund] Given back
} on { $at } by document { $receipt }: { $amount } €, because: { $reason } ({ $cashier }, approved by { $approver }).
receipt-corrects = { $kind ->
    [void] Void
   *[refund] Refund
} of receipt { $receipt }, because: { $reason } (approved by { $approver }).
receipt-evidence = No terminal answered for it; it was booked on this evidence: { $evidence }
unknown-correction-meaning = It is not known whether the money went back to the card. The receipt and its debts are held on all desks.
unknown-correction = Until that is known the receipt can neither be voided nor refunded again. Look at the terminal's slip or report before anybody gets money back another way.

## Decided on evidence

resolve-charged = Session { $session }: decided on evidence that the card was charged { $amount } €. Booked now, receipt { $receipt }.
resolve-not-charged = Session { $session }: decided on evidence that the card was not charged. The debts are free again.
recover-given-back = Session { $session }: { $amount } € had gone back to the card. Booked now, document { $receipt }.
recover-not-given-back = Session { $session }: nothing went back to the card. The payment stands.
resolve-given-back = Session { $session }: decided on evidence that { $amount } € went back to the card. Booked now, document { $receipt }.
resolve-not-given-back = Session { $session }: decided on evidence that nothing went back to the card. The payment stands.
resolve-terminal-agrees = The terminal was asked once more and answered itself.
resolve-terminal-differs = The terminal was asked once more and says otherwise. Its answer was booked, the evidence was not used.

## The terminal's other results

recover-all-unreachable = The terminal did not tell everything that it holds. { $reason }
foreign-heading = Results that the terminal reported and that belong to no payment of this desk. None was booked; a supervisor finds out whose they are:
foreign-none = The terminal reported no result of anybody else.
foreign-row = { $at } session { $session }, { $amount } €, STAN { $stan }, authorisation code { $auth }, card { $pan }, { $direction }: { $why }
foreign-kind-keyed-on-terminal = keyed on the terminal itself
foreign-kind-other-desk = of another desk
foreign-kind-unknown-session = of a session that this desk never asked for
foreign-kind-other-amount = of a session of this desk, with another amount
foreign-kind-contradicts = contradicts how its session ended in the books: the card may have been charged, act today
foreign-kind-denies = the books have the document of this session, and the terminal says that it came to nothing: look at its list of transactions today; if it holds none, "tameio foreign book" takes the receipt back
foreign-kind-late = late, of a session that waits for its outcome: ask again (F5 or "tameio recover"), or use it as evidence
foreign-kind-too-early = names a session of this desk and is dated before its request: an old approval, or a wrong clock
foreign-kind-booked-before = names a session of this desk, but another document has the same transaction (STAN, RRN, authorisation code)
foreign-direction-taken = charge
foreign-direction-given-back = given back
foreign-direction-unknown = unknown whether charged or given back
resend-all-cannot-ask = The terminal's protocol has no question for everything it holds.
trace-heading = Step log of session { $session }:
trace-none = No step was logged.

## Keys

keys-loaded = The master key was loaded. Its check value is { $check }: compare it with the bank's letter.
keys-exchanged = The terminal took a new session key (check value { $check }).
keys-not-exchanged = The terminal did not take a session key yet; it is tried again before the next payment. { $reason }
keys-mac-off = Messages are not signed yet: set terminal.mac = true in the settings.
keys-prompt = Master key (32 hex digits, then its check value of 6, if it is known):
keys-file-unreadable = The key's file { $path } cannot be read ({ $reason }). Check its name and permissions.
keys-file-open = Warning: other users can read the key's file { $path }. Delete it after loading, or restrict its permissions (chmod 600).
keys-no-input = No key was given. Name its file with --master-key-file, or type it when asked.
keys-malformed = This is no master key. It has 32 hex digits (0–9, A–F), and after them, if it is known, its check value of 6.
keys-check-differs = The key does not fit its check value: the check value of what was typed is { $found }. Type both again.
keys-damaged = The file of the terminal's keys { $path } is damaged. Load the master key again with "tameio terminal keys".
keys-readable = Other users can read the file of the terminal's keys { $path }, so it is not used. Restrict its permissions (chmod 600); if somebody may have read it, ask the bank for a new key.
keys-exchange = The terminal did not take a new session key. Nothing was charged. { $reason }
refused-no-keys-in-protocol = The terminal's protocol (mellon) has no signed messages and no keys.
