# Η γραμμή εντολών: τι έγινε, τι απομένει, τι σημαίνει ο κωδικός εξόδου.

exit-2 = Η εντολή δεν είναι σωστή. Δείτε «tameio --help».

## Γενικά

command-later = Η εντολή «{ $command }» δεν υπάρχει ακόμη σε αυτή την έκδοση.
command-no-display = Δεν υπάρχει οθόνη για το παράθυρο. Για τη δοκιμή χωρίς οθόνη τρέξτε «tameio demo --once».
command-no-window = Το πρόγραμμα αυτό χτίστηκε χωρίς το παράθυρο. Οι εντολές λειτουργούν κανονικά: δείτε «tameio --help». Για το παράθυρο χτίστε το με το χαρακτηριστικό «window», που είναι ενεργό αν δεν το απενεργοποιήσετε.
command-window-failed = Το παράθυρο δεν άνοιξε ({ $detail }). Οι εντολές λειτουργούν κανονικά: δείτε «tameio --help».
command-pin-prompt = PIN του χειριστή { $operator }:
command-new-pin-prompt = Νέο PIN για τον χειριστή { $operator }:
command-new-pin-again = Το νέο PIN άλλη μία φορά:
command-pins-differ = Τα δύο PIN δεν είναι ίδια. Δεν άλλαξε τίποτα· ξαναδοκιμάστε.

## init

init-done = Το ταμείο ετοιμάστηκε στο { $path }.
init-config = Ρυθμίσεις: { $path }. Συμπληρώστε τον Δήμο, το τερματικό και τον εκτυπωτή.
init-config-kept = Υπήρχε ήδη αρχείο ρυθμίσεων στο { $path } και δεν άλλαξε.
init-config-failed = Το ταμείο ετοιμάστηκε, αλλά οι ρυθμίσεις δεν γράφτηκαν στο { $path } ({ $reason }). Ισχύουν οι προεπιλογές: διορθώστε τα δικαιώματα του φακέλου και γράψτε εκεί το αρχείο.
init-supervisor = Πρώτος προϊστάμενος: { $operator }.
init-next = Επόμενο βήμα: «tameio import debts ΑΡΧΕΙΟ», «tameio till open», και έλεγχος με «tameio doctor».

## Πληρωμή

pay-asking = Ζητούνται { $amount } € από το τερματικό (συναλλαγή { $session }). Ο πολίτης βάζει κάρτα και PIN.
pay-confirmed = Το τερματικό δέχτηκε το αίτημα. Αναμονή για την τράπεζα…
pay-being-booked = Εγκρίθηκε από την τράπεζα: η κάρτα χρεώθηκε. Καταχωρίζεται…
correct-being-booked = Εγκρίθηκε από την τράπεζα: τα χρήματα επιστρέφονται. Καταχωρίζεται…
correct-not-booked = Τα χρήματα ΕΠΙΣΤΡΑΦΗΚΑΝ στην κάρτα (συναλλαγή { $session }), αλλά τα βιβλία ήταν κλειδωμένα και το παραστατικό δεν εκδόθηκε ακόμη. Το τερματικό κρατά το αποτέλεσμα. Μην επαναλάβετε την επιστροφή.
pay-charged-not-booked = Η κάρτα ΧΡΕΩΘΗΚΕ (συναλλαγή { $session }), αλλά τα βιβλία ήταν κλειδωμένα και η απόδειξη δεν εκδόθηκε ακόμη. Το τερματικό κρατά το αποτέλεσμα.
not-booked-recover = Κλείστε το πρόγραμμα που κρατά τα βιβλία και δώστε «tameio recover»: η απόδειξη εκδίδεται τότε.
pay-printing = Καταχωρίστηκε. Τυπώνεται η απόδειξη…
pay-approved = Εγκρίθηκε: { $amount } €, απόδειξη { $receipt }.
pay-declined = Απορρίφθηκε. { $reason }
pay-refused = Δεν έγινε. { $reason }
pay-failed = Δεν έγινε: η κάρτα δεν χρεώθηκε. { $reason }
pay-unknown = ΑΓΝΩΣΤΟ αποτέλεσμα για τη συναλλαγή { $session }. { $reason }

## Εκκρεμότητες

recover-nothing = Δεν υπάρχει συναλλαγή με άγνωστο αποτέλεσμα.
recover-approved = Συναλλαγή { $session }: η κάρτα είχε χρεωθεί { $amount } €. Καταχωρίστηκε τώρα, απόδειξη { $receipt }.
recover-not-charged = Συναλλαγή { $session }: η κάρτα δεν χρεώθηκε. Οι οφειλές αποδεσμεύτηκαν.
recover-still-unknown = Συναλλαγή { $session }: παραμένει άγνωστη. { $reason }
recover-may-still-run = Συναλλαγή { $session }: το τερματικό δεν έχει αποτέλεσμα, αλλά μπορεί να τρέχει ακόμη και να χρεώσει κάρτα. Θα είναι γνωστό από τις { $until }: ρωτήστε τότε ξανά. Ως τότε οι οφειλές μένουν δεσμευμένες· μη ζητήσετε ξανά κάρτα.
recover-may-still-give-back = Συναλλαγή { $session }: το τερματικό δεν έχει αποτέλεσμα, αλλά μπορεί να τρέχει ακόμη και να επιστρέψει τα χρήματα. Θα είναι γνωστό από τις { $until }: ρωτήστε τότε ξανά. Ως τότε μην τα επιστρέψετε ξανά.

## Αποδείξεις

receipt-several = Ταιριάζουν πολλές αποδείξεις: { $numbers }. Δώστε τον αριθμό της μίας.
receipt-none = Δεν βρέθηκε απόδειξη.
receipt-unprinted = δεν τυπώθηκε
receipt-copies = { $count ->
    [0] χωρίς αντίγραφα
    [one] 1 αντίγραφο
   *[other] { $count } αντίγραφα
}
receipt-reprinted = Η απόδειξη { $receipt } τυπώθηκε ως αντίγραφο { $copy }.
receipt-first-print = Η απόδειξη { $receipt } τυπώθηκε για πρώτη φορά.
receipt-confirmed = Σημειώθηκε ότι η απόδειξη { $receipt } τυπώθηκε.
paper-question = Βγήκε ολόκληρη η απόδειξη; [ν/ο]

## Ταμείο

till-another = Νέο ταμείο της ίδιας ημέρας, με αιτιολογία: { $reason }
till-clock-accepted = Καταγράφηκε ότι το ταμείο συνεχίζει με αυτό το ρολόι: { $now }.
till-opened-outside = Εκτός ωραρίου, με αιτιολογία: { $reason }
till-status = Ταμείο { $till }: { $state ->
    [open] ανοιχτό
   *[closed] κλειστό
}
till-opened-by = Άνοιξε στις { $at } από { $operator }.
till-receipts = Αποδείξεις: { $count }
till-total = Σύνολο: { $amount } €
till-by-revenue-code = Ανά κωδικό εσόδου
till-by-card-type = Ανά τύπο κάρτας
till-by-cashier = Ανά ταμία
till-cash-refusals = Αρνήσεις μετρητών: { $count }
till-no-blockers = Τίποτα δεν εμποδίζει το κλείσιμο.
till-blockers = Εμποδίζουν το κλείσιμο:

## Χειριστές

operator-added = Προστέθηκε ο χειριστής { $operator } ({ $role }).
operator-was-disabled = Ο χειριστής { $operator } δεν μπορεί πια να συνδεθεί, και όπου ήταν συνδεδεμένος δεν είναι πια. Ό,τι έκανε μένει στα βιβλία.
operator-was-enabled = Ο χειριστής { $operator } μπορεί να συνδεθεί.
operator-pin-reset = Ο χειριστής { $operator } έχει νέο PIN και το αλλάζει στην πρώτη σύνδεση.
operator-pin-changed = Το PIN του χειριστή { $operator } άλλαξε.
operator-has-role = Ο χειριστής { $operator } έχει τώρα ρόλο: { $role }.
operator-locked = κλειδωμένος για { $minutes } λεπτά
operator-first-pin = να αλλάξει το πρώτο PIN
operator-last-sign-in = τελευταία σύνδεση { $at }
operator-never-signed-in = δεν έχει συνδεθεί
operator-missing = Γράψτε ποιος χειριστής αλλάζει το PIN του: «tameio operator change-pin ID».
own-pin-only = Ο καθένας αλλάζει το δικό του PIN. Νέο PIN στον χειριστή { $operator } δίνει ένας προϊστάμενος με «tameio operator reset-pin».
init-recovered = Ο χειριστής { $operator } είναι προϊστάμενος και συνδέεται με αυτό το PIN. Κάθε οθόνη το δείχνει, ώσπου ένας προϊστάμενος να το βεβαιώσει: «tameio operator acknowledge» ή F10.
recovery-acknowledged = Βεβαιώθηκε: ο χειριστής { $operator } ορίστηκε προϊστάμενος από τον κάτοχο του φακέλου δεδομένων, { $at }.
operator-disabled = ανενεργός

## Έλεγχος

verify-ok = Ο έλεγχος ολοκληρώθηκε: αλυσίδα καταγραφής, σειρά αποδείξεων και βάση δεδομένων συμφωνούν.
verify-counts = Ελέγχθηκαν: { $entries } εγγραφές καταγραφής, { $receipts } αποδείξεις, { $attempts } συναλλαγές, { $z } αναφορές Ζ.
verify-difference = Διαφορά: { $table } { $row }, { $what }. Αναμενόταν «{ $expected }», βρέθηκε «{ $found }».
verify-year-back = Προσοχή: η { $document } εκδόθηκε μετά την { $after }: το ρολόι γύρισε πίσω πέρα από το τέλος του έτους. Δείτε τις αναφορές Ζ εκείνων των ημερών.
verify-same-charge = Προσοχή: οι συναλλαγές { $attempts } έχουν τα ίδια στοιχεία κάρτας και την ίδια ώρα. Συγκρίνετέ τις με την αναφορά του τερματικού.
verify-differs = Τα βιβλία δεν συμφωνούν: κάποιος ή κάτι άλλαξε τη βάση δεδομένων. Σταματήστε τις εισπράξεις, κρατήστε αντίγραφο του αρχείου όπως είναι και καλέστε τον τεχνικό.

## Διάγνωση

doctor-verdict-fine = εντάξει
doctor-verdict-warning = προσοχή
doctor-verdict-bad = πρόβλημα
doctor-what-data-dir = Κατάλογος δεδομένων
doctor-what-disk = Δίσκος
doctor-what-database = Βάση δεδομένων
doctor-what-clock = Ρολόι
doctor-what-config = Ρυθμίσεις
doctor-what-terminal = Τερματικό
doctor-what-printer = Εκτυπωτής
doctor-what-unresolved = Εκκρεμότητες
doctor-what-restored = Σύγκριση μετά από αντίγραφο
doctor-finding = { $what }: { $verdict } — { $detail }
doctor-database = Η βάση δεδομένων δεν ανοίγει. Δείτε τον κατάλογο με «ls -l» και τρέξτε «tameio verify».
doctor-clock-apart = Το ρολόι του τερματικού διαφέρει από του υπολογιστή και έχει δηλωθεί. Ζητήστε από την τράπεζα ή τον τεχνικό να το διορθώσει.
doctor-clock-behind = Το ρολόι του υπολογιστή είναι λάθος. Ρυθμίστε ημερομηνία και ώρα πριν από την πρώτη είσπραξη.
doctor-short-wait = Το terminal.result_timeout_s είναι { $seconds }, ενώ το πρωτόκολλο ζητά τουλάχιστον 150: πληρωμές θα μένουν με άγνωστο αποτέλεσμα.
doctor-readable = Άλλοι χρήστες μπορούν να διαβάσουν τον κατάλογο { $path }. Περιορίστε τα δικαιώματα (chmod 700).
doctor-printer-flow = Ο εκτυπωτής είναι σειριακός και το [printer] flow είναι none: ό,τι δεν προλαβαίνει να τυπώσει χάνεται. Δείτε στη δοκιμαστική σελίδα του το «Handshaking» και γράψτε flow = "xonxoff" (XON/XOFF) ή flow = "rtscts" (DTR/BUSY, RTS/CTS).
doctor-printer-two-byte = Αν τα ελληνικά βγαίνουν σαν κινέζικα: [printer] kanji_off = true.
doctor-printer-letters = Αν βγαίνουν άλλα γράμματα, το «tameio printer test --all-pages» δείχνει με μία εκτύπωση τη σωστή κωδικοσελίδα και τον αριθμό της.

## Προσομοιωτής

simulate-listening = Ο προσομοιωτής τερματικού περιμένει στο { $address }. Διακοπή με Ctrl+C.
simulate-code-form = Το «{ $code }» δεν είναι κωδικός απόρριψης. Γράψτε δύο ψηφία εκτός από 00, όπως 05.
simulate-key-file = Το αρχείο { $path } του κύριου κλειδιού δεν μπορεί να χρησιμοποιηθεί: { $reason }. Περιέχει 32 δεκαεξαδικά ψηφία και τίποτε άλλο.
simulate-key-dialect = Κλειδιά έχει μόνο το πρωτόκολλο aade. Παραλείψτε το --master-key-file ή το --protocol mellon.
simulator-failed = Ο προσομοιωτής τερματικού δεν ξεκίνησε ({ $reason }). Δώστε άλλη διεύθυνση ή θύρα με --listen (η θύρα 0 διαλέγει ελεύθερη).
printer-rendered = Γράφτηκαν { $bytes } byte στο { $path }.
render-needs-file = Τα byte του εκτυπωτή δεν γράφονται σε οθόνη ή δίπλα σε JSON. Δώστε αρχείο με -o, ή στείλτε την έξοδο σε αρχείο.

## Επίδειξη

demo-found = Οφειλές του { $rf } ({ $name }):

## Κλείσιμο ταμείου και αναφορές Ζ
till-closed = Το ταμείο { $till } έκλεισε. Αναφορά { $number }.
till-compared = Καταγράφηκε ότι τερματικό και βιβλία συγκρίθηκαν. Οι εισπράξεις συνεχίζουν.
till-has-z = Έκλεισε με την αναφορά { $number }.
till-totals-hidden = Τα σύνολα τα βλέπει μόνο προϊστάμενος ή ελεγκτής (--operator).
till-handed-over = Το ταμείο { $till } παραδόθηκε: { $from } προς { $to }.
z-printed = Η αναφορά { $number } τυπώθηκε.
z-unconfirmed = Η αναφορά { $number } στάλθηκε στον εκτυπωτή, που δεν μπορεί να πει αν τυπώθηκε. Αν βγήκε το χαρτί: «tameio till z { $number } --confirm».
z-not-printed = Η αναφορά { $number } δεν τυπώθηκε· το ταμείο έχει κλείσει. { $reason } Μετά: «tameio till z { $number } --print».
z-none = Δεν υπάρχει ακόμη αναφορά Ζ.
z-row = { $number }  ταμείο { $till }  { $at }  παραστατικά { $count }  { $amount } €

## Σύγκριση με το τερματικό
reconcile-till = Ταμείο { $till } και τερματικό
reconcile-batch = Πακέτο { $batch }: ταμείο { $ours } € ({ $count }), τερματικό { $theirs }, διαφορά { $difference }
reconcile-explained = Εξήγηση ({ $by }): { $text }
reconcile-unexplained = Χωρίς εξήγηση: το ταμείο δεν κλείνει.
reconcile-agrees = Καμία διαφορά.
mismatch-only-ours = { $reference }: μόνο στο ταμείο, { $ours } €
mismatch-only-theirs = { $reference }: μόνο στο τερματικό, { $theirs } €
mismatch-other-amount = { $reference }: άλλο ποσό, ταμείο { $ours } €, τερματικό { $theirs } €
mismatch-unknown-kind = { $reference }: το αρχείο του τερματικού έχει { $theirs } € με είδος που δεν είναι ούτε στις plus_words ούτε στις minus_words (ταμείο { $ours } €)
mismatch-totals = { $reference }: τα σύνολα διαφέρουν, ταμείο { $ours } €, τερματικό { $theirs } €
batch-total-form = Το ποσό «{ $text }» δεν είναι ποσό. Γράψτε το με τελεία και δύο δεκαδικά, π.χ. 128.40.
batch-number-form = Ο αριθμός πακέτου «{ $text }» δεν είναι αριθμός. Γράψτε τον όπως τον τυπώνει το τερματικό, π.χ. 000091.
count-form = «{ $text }» δεν είναι πλήθος: γράψτε μόνο ψηφία, όπως 12.

## Ξένα αποτελέσματα
foreign-booked-sale = Το ξένο αποτέλεσμα { $number } καταχωρίστηκε ως πληρωμή: { $receipt }, { $amount } €.
foreign-booked-void = Το ξένο αποτέλεσμα { $number } καταχωρίστηκε ως ακύρωση: { $receipt }, { $amount } €.
foreign-booked-refund = Το ξένο αποτέλεσμα { $number } καταχωρίστηκε ως επιστροφή: { $receipt }, { $amount } €.
foreign-numbered = { $number }. { $row }
foreign-has-receipt = Καταχωρίστηκε ως { $receipt }.
foreign-was-written-off = Διαγράφηκε στις { $at } από { $operator }, με έγκριση { $approver }: { $reason }
foreign-open = Κρατά το ταμείο ανοιχτό: «foreign tie», «foreign book» ή «foreign write-off».
foreign-written-off = Το ξένο αποτέλεσμα { $number } διαγράφηκε.
prompt-failed = Ό,τι γράφεται δεν διαβάστηκε ({ $reason }). Δώστε το με αρχείο ή μεταβλητή, ή δοκιμάστε σε τερματικό.
output-failed = Δεν γράφτηκε στην έξοδο ({ $reason }). Δώστε αρχείο με «-o».
