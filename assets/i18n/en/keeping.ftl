## Backups and the head of the audit chain

chain-head = Entry { $number }, { $at }, { $hash }
chain-head-appended = The head of the chain was written to { $path }.
backup-done = The copy { $path } was written and checked ({ $bytes } bytes). It holds the entries up to { $number }.
backup-removed = By the rule of the settings the old copy { $path } was removed.
restore-done = The books are back at { $path } and were checked: { $entries } audit entries, { $receipts } receipts.
restore-aside = The books that were there are kept at { $path }.
restore-since = What was taken after the copy is missing from these books.
restore-reach = The copy { $path } reaches as far as: last receipt { $receipt }, last entry { $entry }. What was done later is not in it.
restore-reach-none = none
restore-compare = Until terminal and books were compared nothing is collected: see what the terminal charged after the copy ("tameio recover"), see the printed receipts, and give "tameio till compared --reason … --operator …".
restore-any-series = any other
restore-jump-receipt = Receipts { $series } { $year }: after { $last } they go on from { $next }.
restore-jump-session = Sessions of terminal { $series }: after { $last } they go on from { $next }.
restore-jump-z = Z reports { $series }: after { $last } they go on from { $next }.
keeping-file-there = { $path } exists already. A copy is never written over another file: give another name, or a folder for a dated copy.
keeping-books-there = There are books at { $path } already. To put those of the copy in their place give "--replace": the present ones are kept beside them under another name.
keeping-copy-differs = The copy was not kept, because the books do not agree with themselves. Run "tameio verify", keep a copy of the file itself and call the technician.
keeping-not-a-copy = The file is not a copy of books. { $reason }
keeping-damaged = The copy is damaged and cannot be checked ({ $detail }). Nothing was changed: try an older copy.
keeping-differs = The copy does not agree with itself. Nothing was changed: try an older copy.
keeping-heads-unreadable = The file { $path } with the heads of the chain cannot be read: { $reason }.
keeping-no-heads = The file { $path } has no head of the chain. "tameio audit head -o" writes it.
keeping-bad-head = In { $path }, line { $line } is not a head of the chain.
