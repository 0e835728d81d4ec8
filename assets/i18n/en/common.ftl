# Words and phrases that all rooms use: days, holidays, states, look-up.

demo-notice = Invented data: nothing is charged and nothing is collected.
none = —
euro = { $amount } €

## Hours

weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
hours-span = { $from }–{ $to }
hours-day = { $day } { $hours }
hours-days = { $first } to { $last } { $hours }
hours-never = no hours are set

## Holidays: as they stand after "today is a holiday:"

holiday-new-year = New Year's Day
holiday-epiphany = Epiphany
holiday-clean-monday = Clean Monday
holiday-annunciation = 25 March, Annunciation and National Day
holiday-good-friday = Good Friday
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-whit-monday = Whit Monday
holiday-dormition = Dormition of the Virgin
holiday-ohi-day = 28 October, National Day
holiday-christmas = Christmas Day
holiday-second-christmas = Second day of Christmas
holiday-extra = a local or extraordinary holiday

## Where a debt stands

debt-status-open = Open
debt-status-paid = Paid
debt-status-pending = Under way
debt-status-expired = RF expired
debt-status-cancelled = Withdrawn

## Where a payment stands


## Roles

role-cashier = Cashier
role-supervisor = Supervisor
role-technician = Technician
role-auditor = Auditor

## What keeps the till from closing, and what clears it

blocker-unknown-outcome = The outcome of session { $ref } is unknown. Ask the terminal ("recover"); if it cannot answer, a supervisor decides on written evidence.
blocker-unprinted-receipt = Receipt { $ref } was not printed. Put the printer right and print it.
blocker-pending-void = Void or refund { $ref } waits for the terminal's answer. Complete it on the terminal.
blocker-unclaimed-result = Result { $ref } of the terminal that nobody booked: "tameio foreign list"
books-locked = The bank approved. Another program is writing to the books: we wait until it is done.
books-locked-by = The bank approved. The books are held by { $holders }: we wait until it is done.

## What was put right in what was typed or scanned

healed-case = Lower case was turned into capitals.
healed-spaces = Spaces were removed.
healed-dashes = Dashes were removed.
healed-invisible = Invisible characters were removed.
healed-greek-letters = The Greek letters "ΡΦ" were read as "RF": the keyboard was set to Greek.
healed-full-width = Full-width characters were turned into ordinary ones.
healed-bill-tail = The RF code of the bill was kept; the amount after it is only a hint.
healed-country-prefix = The country prefix "EL" was removed.
healed-leading-zero = The tax number had eight digits and was given a leading zero: check it with the citizen.
healed-scanner-added = Characters that the scanner added before or after the code were left out.
healed-repeated = The code came more than once and was read once.
healed-lost-start = The beginning of the code ("RF") was missing and was put back; the check digits agree.

## Why it cannot be looked up

query-empty = Nothing was typed. Scan the notice, or type an RF code, a tax number or part of the name.
query-too-short = One letter is not enough to search for a name. Type two at least.
rf-empty = No RF code was typed. Scan it or copy it from the notice.
rf-not-rf = The code does not begin with "RF", so it is no debt identity. Look at the notice: the code stands beside "RF" or "Ταυτότητα Οφειλής".
rf-length = The RF code has { $length } characters; right ones have 5 to 25 (the municipality's have 25). Something is missing or too many: scan or type it again.
rf-character = The character "{ $character }" cannot stand in this place of an RF code. Correct it and try again.
rf-check-digits = The check digits of the RF code do not fit: a digit was mistyped. Scan or type it again.
rf-state-identity = This is a 30-digit debt identity of the State and not an RF code: it cannot be paid here. Tell the citizen that it is paid to the tax authority (AADE) or through a bank.
rf-start-missing = The first characters of the RF code are missing: scan it again, or type all of it with "RF" in front.
rf-several = These are two RF codes together. Scan or type one at a time.
rf-foreign-profile = The RF code is valid but has not the Greek form of 25 characters. Make sure that it is the municipality's.
rf-amount-differs = The RF's check digit belongs to another amount. The notice may be an old one: confirm the amount with the citizen.
rf-amount-hint = The bill says { $amount } €; the amount shown here holds.
afm-empty = No tax number was typed. Ask the citizen for it: it has nine digits.
afm-length = A tax number has nine digits, and { $length } were typed. Check it and type it again.
afm-character = The character "{ $character }" cannot stand in a tax number. Type the nine digits only.
afm-check-digit = The tax number is not right: a digit was mistyped. Type it again, or search by RF code or name.
afm-zeros = A tax number of nine zeros belongs to nobody. Search by RF code or name.

## What was found

lookup-nothing = No debt was found. Check what was typed.
lookup-last-file = The last file of debts was loaded on { $at } ({ $file }).
lookup-try-load-file = No file of debts was ever loaded on this desk. Load one with `tameio import debts`.
lookup-try-other-organisation = The code is another organisation's: no debt here has such a code. See on the notice who issued it.
lookup-try-tax-number = A notice of these days may be newer: search by tax number.
lookup-try-code-or-name = Search by the RF code of the notice, or by name.
lookup-try-fewer-letters = Try fewer letters, the tax number or the RF code.
lookup-vanished = The last file lacked columns that the one before had: { $names }. What they say is older.
lookup-maybe-one-person = Maybe the same person: { $count } debtors of this name. One receipt for all of them only if the citizen says that they are one payer (--one-payer).
lookup-no-open = There is no debt that can be paid now.
lookup-debtor = { $name } · ΑΦΜ { $afm }
lookup-no-afm = no ΑΦΜ
lookup-debt = { $open } € · { $status } · { $code } { $description } { $year } · { $rf } · debt { $debt } · due { $due } · capital { $capital }, surcharge { $surcharge } (as of { $asof }), paid { $paid }
lookup-more = More debtors have this name. Type more letters, or the tax number.
