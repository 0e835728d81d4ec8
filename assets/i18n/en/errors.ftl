# Refusals and faults: what is the matter, why, and what comes next. In every refusal nothing was sent to the terminal.

## Refused: cash. The three ways to pay

refused-cash = Cash is not accepted: since 1 November the desk collects by card only. Tell the citizen the three ways to pay and hand over the slip with the RF code.
way-online = 1. Online by card, at the municipality's site: "Πληρώνω Ηλεκτρονικά" (Easy pay).
way-bank = 2. By e-banking or at any bank, with the RF code of the notice (DIAS).
way-desk = 3. Here at the desk, with a debit or credit card of any bank: { $hours }.

## Refused: hours and till

refused-outside-hours = The desk is closed at this time. Today it takes payments { $from }–{ $to }. Tell the citizen that the RF code can be paid at any hour by e-banking or at "Πληρώνω Ηλεκτρονικά".
refused-closed-day = The desk takes no payments on this day of the week. Tell the citizen that the RF code can be paid by e-banking or at "Πληρώνω Ηλεκτρονικά".
refused-holiday = The desk is closed: today is a holiday ({ $holiday }). The citizen can pay with the RF code by e-banking or at "Πληρώνω Ηλεκτρονικά".
refused-till-closed = The till of today is not open. Open it (F4 or "tameio till open") and try again.
refused-till-ended = Today's till was closed. Only a supervisor opens another for the same day, with a reason. Otherwise tell the citizen to pay with the RF code, or to come on the next working day.
refused-till-open = Today's till is open already. There is nothing to do.
refused-needs-reason = Outside its hours the desk is opened only by a supervisor and with a reason. Write the reason; it is recorded.

## Refused: people

refused-not-allowed = Your role does not allow this. Ask the supervisor to do it.
refused-needs-operator = An operator signs in for this with a PIN. Give the command again with --operator.
refused-session-ended = You are no longer signed in: you were disabled, or given another role or PIN. Sign in again, or ask the supervisor.
refused-wrong-pin = { $failures ->
    [0] Operator or PIN is wrong. Type them again with care; after many wrong tries the operator is locked.
    [one] Operator or PIN is wrong. Type them again with care; after many wrong tries the operator is locked.
   *[other] Operator or PIN is wrong ({ $failures } failed tries). Type them again with care; after many wrong tries the operator is locked.
}
refused-wrong-pin-locks = Operator or PIN is wrong, and the operator is locked for { $minutes } minutes. Another supervisor unlocks them at once: "tameio operator enable" or F10.
refused-operator-locked = { $minutes ->
    [one] After too many wrong PINs the operator is locked for another minute. Another supervisor unlocks them at once: "tameio operator enable" or F10.
   *[other] After too many wrong PINs the operator is locked for another { $minutes } minutes. Another supervisor unlocks them at once: "tameio operator enable" or F10.
}
refused-pin-too-soon = { $wait ->
    [one] After a wrong PIN wait a second and type it again.
   *[other] After a wrong PIN wait { $wait } seconds and type it again.
}
refused-operator-disabled = Operator "{ $operator }" is disabled. A supervisor enables them again: "tameio operator enable" or F10.
refused-pin-must-change = Somebody else chose the PIN of operator "{ $operator }". Choose your own first: on the sign-in screen or with "tameio operator change-pin".
refused-own-account = This is not done to your own account; ask another supervisor. You change your own PIN with "tameio operator change-pin".
refused-not-yours = The folder { $path } belongs to another user of the system. Give the command as the user who owns it.
refused-nothing-to-acknowledge = No supervisor waits to be acknowledged.
refused-operator-exists = There is an operator "{ $operator }" already. Choose another short name.
refused-no-such-operator = There is no operator "{ $operator }". See the operators with "tameio operator list".
refused-last-supervisor = Operator "{ $operator }" is the last active supervisor; without them nobody approves, adds people or closes the till. Add another supervisor first.
operator-id-form = The short name "{ $operator }" is not right. Write 1 to 32 Latin letters, digits, points, dashes or underscores.
pin-form = A PIN has 6 to 12 digits.
pin-is-a-code = This looks like a scanned code and not like a PIN (6 to 12 digits). It does not count as a wrong PIN. Sign in first, then scan.
pin-missing = No PIN was given. Give it with { $option } FILE, with the variable { $variable }, or by typing it when asked; never as an argument.
pin-file-unreadable = The PIN's file { $path } cannot be read ({ $reason }). Check its name and permissions.
pin-file-open = Warning: other users can read the PIN file { $path }. Restrict its permissions (chmod 600).
name-missing = The operator's name is empty. Give with --name the name that receipts will show.

## Refused: what is paid

refused-nothing-to-pay = Nothing was chosen for payment. Choose at least one open debt.
refused-not-found = There is no debt with the code { $what }. The last file of debts was loaded on { $loaded }; a newer debt is not in it. Check the code, or search by tax number.
refused-not-found-no-file = There is no debt with the code { $what }: no file of debts was ever loaded on this desk. Load it with `tameio import debts`.
refused-already-paid = Debt { $debt } is paid already. It is not paid twice; its receipt is among the receipts (F3).
refused-pending = Debt { $debt } is being paid at another desk at this moment, or waits for the outcome of an earlier payment. Do not charge it again; wait until that is resolved.
refused-expired = The RF code of debt { $debt } has expired and cannot be paid. Send the citizen to the revenue office for a new notice.
refused-cancelled = Debt { $debt } was withdrawn by the municipality. The citizen owes nothing for it.
refused-open = Debt { $debt } cannot be paid as it stands now. Look it up again and retry.
refused-maybe-one-payer = The debts belong to debtors of one name without a tax number: they may be one person, or several. Ask the citizen. If they are one payer, say so (--one-payer) and there is one receipt; otherwise pay them apart.
refused-several-debtors = The debts belong to different debtors, and each receipt has one payer. Pay them apart, once for each debtor.
refused-twice = Debt { $debt } was given twice. Keep one.
refused-above-open = { $asked } € were asked for and { $open } € are owed. Give an amount of up to { $open } €.
refused-part-not-allowed = { $asked } € were asked for of the { $open } € that are owed, and this debt is paid only whole. Pay { $open } €, or send the citizen to the revenue office for an arrangement.
refused-below-minimum = The amount is below the least that may be paid in part. Give at least { $minimum } €.
refused-too-much = The sum is above the largest amount that the terminal takes. Pay the debts in several card payments.
refused-no-such-receipt = There is no receipt { $receipt }. Numbers look like A-2026-000001: find it with "tameio receipt list" or with F3.
refused-demo-data = The data directory belongs to a real desk, and the demonstration does not touch it. Give another one with --data-dir.
amount-form = "{ $text }" is not an amount. Write euro with two decimals, as 128.40.
amount-order-form = "{ $text }" is not of the form RF=amount, as RF23902018000009320427216=128.40.
amount-without-rf = An amount was given for RF { $rf }, which is not among those that are paid. Add the RF code to the command or leave the amount out.
amount-twice = RF { $rf } has two amounts. Keep one of them.
date-form = "{ $text }" is not a date: write year-month-day, as 2026-11-23.
dates-crossed = The period begins after its end. Give the earlier day first (--from), then the later one (--to).

## Database

store-missing = There is no database at { $path }. For a new desk run "tameio init" first; otherwise give the right directory with --data-dir.
store-exists = There is a database at { $path } already, and it is not replaced. For a new desk give another directory with --data-dir.
store-not-a-file = { $path } is not a file. Give the directory that holds tameio.db with --data-dir.
store-empty = The file { $path } is empty: a copy or "init" was interrupted, it seems. Restore a backup, or move it away and run "tameio init".
store-not-a-database = { $path } is not a database. Nothing was changed; find the right file or restore a backup.
store-foreign = { $path } belongs to another program. Nothing was changed; give the desk's directory with --data-dir.
store-newer = { $path } was written by a newer version of the program (format { $found }, this one knows up to { $known }). Nothing was changed; install the newer version.
store-read-only-file = { $path } may only be read. Let the desk's user write to the file and to its directory.
store-unusable = The operating system does not allow the use of { $path } ({ $detail }). Check the permissions of the directory.
store-locked = Another program has kept the database locked for more than { $seconds } seconds. Close the copy or the program that reads it and try again.
store-locked-by = The database has stayed locked for more than { $seconds } seconds. It is open in: { $holders }. Wait until their work ends, or close the program that keeps it, and try again.
unanswered-thread-gone = This part of the program has stopped. Close the program and open it again; nothing that was written is lost.
unanswered-payment = The terminal is still held by session { $session } of this program, which has not answered. Nothing was sent. Wait; if it does not answer, close the program, open it again and ask the terminal.
unanswered-terminal = The terminal, its cable or its network holds this part of the program and does not answer. Nothing was sent. Check the terminal and its connection; if it goes on, close the program and open it again.
unanswered-paper = The printer holds this part of the program and does not answer. Check power, paper and cable; if it goes on, close the program and open it again.
unanswered-books = The disk or the database does not answer. Wait a minute and try again; if it goes on, call the technician.
store-read-only = The database became read-only. Nothing was written; check the disk and the permissions of the data directory.
store-disk-full = The disk is full. Nothing was written; make room and try again.
store-damaged = The database is damaged ({ $detail }). Do not go on collecting: keep the file as it is and restore the last backup.
store-unreadable = The database holds a value that this program did not write ({ $table }.{ $column }). Run "tameio verify" and call the technician.
store-disk = The disk did not answer properly ({ $detail }). Nothing was written; call the technician before you go on.
store-engine = The database refused the act ({ $detail }). Nothing was written; run "tameio verify" and call the technician.
store-no-such-attempt = There is no such session. Check its number.
store-illegal-step = The session is not in a state that allows this. Nothing was changed.
store-charge-differs = The terminal approved { $approved } € where { $asked } € were asked for. Nothing was booked; call the supervisor.
store-receipt-missing = Session { $session } is approved but its receipt is missing. Run "tameio verify" and call the technician.
store-series = The series of receipts is not right or is used up ({ $detail }). Correct desk.series in the settings.
store-import-ended = The file was not read to its end ({ $detail }). Nothing was loaded; try again from a new copy of the file.
store-other = The database could not complete the act ({ $detail }). Nothing was written.

## Files and data directory

file-missing = { $path } does not exist. Check the path.
file-permission = { $path } may not be used. Give the desk's user the permissions.
file-trouble = { $path } cannot be used ({ $reason }). Check the disk and the permissions.
data-dir-unknown = The system does not say where the user's data are kept. Give a directory with --data-dir.
logs-unavailable = The log cannot be written in { $path } ({ $reason }). The desk goes on as usual; tell the technician.
no-randomness = The operating system gave no random numbers, and the PIN was not stored. Restart the computer and try again.

## Who holds what another wants

holder = the program { $program } (process { $pid })
holder-user = the program { $program } (process { $pid }, user { $user })
holder-since = the program { $program } (process { $pid }) since { $since }
holder-user-since = the program { $program } (process { $pid }, user { $user }) since { $since }

## The close of the till
refused-earlier-till-open = The till { $till } was left open. Close it first: a supervisor, with F4 or "tameio till close --till { $till } --operator …". Then today's opens.
refused-no-such-till = There is no till { $till }. See their names with "tameio till status".
refused-till-is-closed = The till { $till } was closed and does not open again. A correction is a new document on a new day.
refused-till-blocked = The till { $till } cannot close. These keep it open:
refused-unexplained-difference = The till { $till } differs from the terminal without an explanation: { $references }. Find out why and write it down for each ("tameio till explain" or F4); then it closes.
refused-not-compared = Batch { $batch } of till { $till } was not compared with the terminal. Enter the totals of its report ("tameio till reconcile" or F4) and try again.
refused-no-such-difference = There is no difference { $reference }. See the differences with "tameio till reconcile".
refused-no-such-z = There is no Z report { $number }. See them with "tameio till z".
refused-no-such-foreign = There is no foreign result { $number } that could be the payment of a debt here. See them with "tameio foreign list".
refused-foreign-tied = Foreign result { $number } has its receipt: { $receipt }. There is nothing to do.
terminal-clock-apart = Clock of the terminal { $terminal }: { $by } { $direction ->
        [ahead] ahead of the computer's
       *[behind] behind the computer's
    }.
terminal-clock-short = Terminal's clock { $by } { $direction ->
        [ahead] ahead
       *[behind] behind
    }
duration-days = { $days } d { $hours } h
duration-hours = { $hours } h { $minutes } min
duration-minutes = { $minutes } min
refused-clock-behind = The computer's clock shows { $now }, but the books have an entry of { $latest }. Nothing is collected at a wrong time. Set the clock; if the time that it shows is right, a supervisor states so with a reason (F4 or "tameio till clock --reason …").
refused-terminal-clock = The last result of the terminal { $terminal } bears a time { $by } { $direction ->
        [ahead] ahead of
       *[behind] behind
    } the computer's clock, which shows { $now }. One of the two is wrong: put it right if you can. For the collections to go on, a supervisor states it once with a reason (F4 or "tameio till clock --reason …").
refused-clock-not-in-doubt = The clock needs no statement: it is not behind the books, and not further from the terminal's than was stated already.
refused-day-was-closed = The till { $till } of the day was closed. A supervisor can open another for the same day, with a reason that is recorded: "tameio till open --reason …" or F4.
refused-approval-undecided = The terminal has an approval of session { $session } that is dated before the request (result { $number }): an old approval, or a wrong clock. Two persons first decide what it is: "tameio foreign book { $number }" if it is this payment, else "tameio foreign tie { $number } RF…" or "tameio foreign write-off { $number }".
refused-not-compared-since-restore = The books were brought back from a copy at { $at } and were not compared with the terminal: charges after the copy are missing from them. Nothing is collected until a supervisor compares them and gives "tameio till compared --reason …".
refused-nothing-to-compare = The books were not brought back from a copy, or have been compared since. There is nothing to do.
refused-foreign-written-off = Foreign result { $number } was written off by two persons. There is nothing to do.
refused-money-went-back = The money of result { $number } went back to the card: it is the payment of no debt. If this desk asked for it, "tameio foreign book { $number }"; else "tameio foreign write-off { $number }" with the reason.
refused-not-asked-for = Result { $number } answers nothing that this desk asked for and closed without a charge, or is of another amount. If it is the payment of debts, "tameio foreign tie { $number }" with their RF codes; else "tameio foreign write-off { $number }" with the reason.
refused-charged-after-all = Do not ask for a card: debt { $of } was charged to the card that was declined before (session { $session }, result { $number } of the terminal). Two people book it and print its receipt: "tameio foreign book { $number }".
refused-returned-after-all = Do not give it back again: the money of receipt { $of } went back to the card after all (session { $session }, result { $number } of the terminal). Two people book it and print its document: "tameio foreign book { $number }".
refused-paid-meanwhile = Debt { $debt } was paid another way meanwhile: the citizen was charged twice. Give the money of result { $number } back on the terminal, and then "tameio foreign write-off { $number }" with what the refund's slip says.
refused-tie-differs = The debts come to { $debts } € and the card was charged { $charged } €. Choose debts that come to exactly what was charged.
