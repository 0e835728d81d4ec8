
## Αναφορές και εξαγωγές

out-file-there = Υπάρχει ήδη { $path } και έμεινε όπως ήταν. Δώστε άλλο όνομα, ή «--force» για να αντικατασταθεί.
out-missing-accounts =
    Λείπουν λογαριασμοί και δεν γράφτηκε τίποτα. Ορίστε τους στο tameio.toml (παράδειγμα: config/sample-chart.toml):
    { $keys }
out-unbalanced = Οι γραμμές του { $number } δεν κάνουν το ποσό του και δεν γράφτηκε τίποτα. Τρέξτε «tameio verify» και καλέστε τον τεχνικό.
out-only-jsonl = Οι πίνακες για τον έλεγχο γράφονται μόνο ως JSON Lines: δώστε «--format jsonl».
out-stopped = Σταμάτησε. Δεν γράφτηκε αρχείο.
out-unencodable = Γραμμή { $row }, στήλη «{ $column }»: ο χαρακτήρας { $character } δεν υπάρχει στην κωδικοποίηση του αρχείου και δεν γράφτηκε τίποτα. Βάλτε csv_encoding = "utf-8" στο [export], ή δώστε «--format xlsx».
out-too-many-rows = Ένα υπολογιστικό φύλλο χωρά ως { $most } γραμμές και δεν γράφτηκε τίποτα. Δώστε μικρότερο διάστημα, ή «--format csv».
out-too-long = Γραμμή { $row }, στήλη «{ $column }»: το κείμενο δεν χωρά σε κελί και δεν γράφτηκε τίποτα. Δώστε «--format csv».
out-sum = Το άθροισμα της στήλης «{ $column }» δεν χωρά. Δώστε μικρότερο διάστημα.
out-spreadsheet = Το υπολογιστικό φύλλο δεν γράφτηκε: { $detail }.
out-no-control = Το { $path } δεν τελειώνει με τη γραμμή ελέγχου «#tameio …»: δεν είναι αρχείο του tameio, ή του λείπει το τέλος.
out-not-a-table = Το { $path } δεν διαβάζεται ως πίνακας. Ελέγχονται αρχεία CSV, XLSX και JSON Lines· ένα PDF όχι.
out-other-columns = Οι στήλες του { $path } δεν είναι αυτές που έγραψε το tameio: κάποιος τις άλλαξε, ή το έγραψε άλλη έκδοση.
out-bad-cell = Στο { $path }, γραμμή { $row }, η στήλη «{ $column }» δεν έχει ό,τι της ανήκει: κάποιος το άλλαξε.
out-stray-row = Στο { $path } η γραμμή { $row } δεν είναι γραμμή του πίνακα: κάποιος την πρόσθεσε ή την άλλαξε.
export-done = Γράφτηκε το { $path }: { $rows ->
    [one] 1 γραμμή
   *[other] { $rows } γραμμές
}, { $documents ->
    [one] 1 παραστατικό
   *[other] { $documents } παραστατικά
}{ $totals }.
export-total = , { $name } { $amount }
export-progress = Παραστατικά: { $documents } από { $of }…
check-whole = Το αρχείο είναι ακέραιο: { $rows ->
    [one] 1 γραμμή
   *[other] { $rows } γραμμές
}, { $documents ->
    [one] 1 παραστατικό
   *[other] { $documents } παραστατικά
}, όπως λέει η τελευταία του γραμμή.
check-changed = Το αρχείο ΔΕΝ είναι ακέραιο, ή άλλαξε το περιεχόμενό του. Γραμμές: η τελευταία του γραμμή λέει { $rows }, διαβάστηκαν { $read }. Παραστατικά: λέει { $documents }, διαβάστηκαν { $seen }. Ζητήστε το ξανά από το ταμείο.
check-written = Το έγραψε αυτό το ταμείο στις { $at } ({ $who }).
check-not-written = Η αλυσίδα καταγραφής αυτών των βιβλίων ΔΕΝ ξέρει αυτό το αρχείο: το έγραψαν άλλα βιβλία, ή άλλαξε η τελευταία του γραμμή.
check-agrees = Συμφωνεί με τα βιβλία, όπως είναι τώρα.
check-gone-on = Συμφωνεί με τα βιβλία. Γραμμές των ίδιων ημερών τώρα: { $rows }.
check-differs = ΔΕΝ συμφωνεί με τα βιβλία, όπως είναι τώρα. Τρέξτε «tameio verify»· αν είναι σωστά, το αρχείο γράφτηκε με άλλους λογαριασμούς ή άλλαξε.
backward-period = Το διάστημα τελειώνει ({ $to }) πριν αρχίσει ({ $from }). Δώστε πρώτα την παλαιότερη ημέρα.
column-capital = κεφάλαιο
column-surcharge = προσαυξήσεις
column-amount = ποσό
column-debit = χρέωση
column-credit = πίστωση
out-no-letter = Ο χαρακτήρας { $character } δεν υπάρχει στη γραμματοσειρά του PDF και δεν γράφτηκε τίποτα. Διορθώστε το όνομα στο αρχείο των οφειλών, ή δώστε «--format xlsx».
out-no-pdf = Το PDF δεν γράφτηκε: { $detail }.
pdf-done = Γράφτηκε το { $path }, με την ένδειξη ΑΝΤΙΓΡΑΦΟ { $copy }.
till-unsettled = Χωρίς εκκαθάριση από την τράπεζα ως τώρα: { $count }. Φορτώστε το αρχείο της («tameio till settle»), ή ζητήστε της εξηγήσεις.
settle-loaded = Γραμμές: { $rows }. Γνωστές από πριν: { $known }. Παλαιότερες που βρέθηκαν τώρα: { $later }.
settle-count-settled = Εκκαθαρισμένες: { $number }
settle-count-short = Με λιγότερα από όσα χρεώθηκε η κάρτα: { $number }
settle-count-over = Με περισσότερα: { $number }
settle-count-unknown = Χωρίς παραστατικό εδώ: { $number }
settle-open = Παραστατικά χωρίς εκκαθάριση: { $number }
settle-questions = Προς εξέταση:
settle-row-settled = { $file }, γραμμή { $line }: { $receipt } { $gross }
settle-row-short = { $file }, γραμμή { $line }: { $receipt } με { $gross } αντί για { $charged }. Ζητήστε τη διαφορά από την τράπεζα.
settle-row-over = { $file }, γραμμή { $line }: { $receipt } με { $gross } αντί για { $charged }. Ζητήστε εξηγήσεις από την τράπεζα.
settle-row-unknown = { $file }, γραμμή { $line }: { $gross } που δεν ανήκει σε κανένα παραστατικό. Δείτε αν χρεώθηκε κάποιος χωρίς απόδειξη («tameio foreign list», «tameio recover»).
settle-open-list = Χωρίς εκκαθάριση:
settle-open-row = { $receipt } της { $day }: { $amount }
screen-day-file-title = Η ημέρα { $day } σε αρχείο
screen-day-file-write = Γράψε το αρχείο
screen-day-file-stop = Σταμάτα
screen-day-file-begins = Διαβάζονται τα βιβλία…
screen-day-file-written = Γράφτηκε το { $path }: { $rows ->
    [one] 1 γραμμή
   *[other] { $rows } γραμμές
}, { $documents ->
    [one] 1 παραστατικό
   *[other] { $documents } παραστατικά
}.
day-file-book-pdf = Ημερολόγιο εισπράξεων, PDF
day-file-book-xlsx = Ημερολόγιο εισπράξεων, υπολογιστικό φύλλο
day-file-receipts-xlsx = Αποδείξεις, υπολογιστικό φύλλο
day-file-receipts-csv = Αποδείξεις, CSV
day-file-ledger-xlsx = Λογιστικές εγγραφές, υπολογιστικό φύλλο
day-file-ledger-csv = Λογιστικές εγγραφές, CSV
day-file-says-book-pdf = Για εκτύπωση, υπογραφή και αρχείο
day-file-says-book-xlsx = Με τα συγκεντρωτικά σε δικά τους φύλλα
day-file-says-receipts-xlsx = Κάθε γραμμή κάθε παραστατικού
day-file-says-receipts-csv = Το ίδιο, για άλλο πρόγραμμα
day-file-says-ledger-xlsx = Διπλογραφικά, με τους λογαριασμούς του [chart]
day-file-says-ledger-csv = Το ίδιο, για το λογιστικό πρόγραμμα
screen-till-export = Σε αρχείο
