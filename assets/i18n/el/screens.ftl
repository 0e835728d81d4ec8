# Οι οθόνες του παραθύρου. Ποσά, ημερομηνίες και κωδικοί έρχονται έτοιμα.

screen-title = Ταμείο · { $municipality }
screen-title-demo = ΕΠΙΔΕΙΞΗ · Ταμείο · { $municipality }
screen-demo-band = ΕΠΙΔΕΙΞΗ · Τα στοιχεία είναι φανταστικά και καμία κάρτα δεν χρεώνεται
screen-later = Αυτή η οθόνη δεν υπάρχει ακόμη.
screen-back = Πίσω
screen-next = Επόμενος πολίτης
screen-session = Συνεδρία { $session }
screen-close-paying = Πληρωμή σε εξέλιξη: το παράθυρο δεν κλείνει πριν απαντήσει το τερματικό.
screen-scan-kept = Ο κωδικός που σαρώθηκε κρατήθηκε για τον επόμενο πολίτη: θα αναζητηθεί μόλις τελειώσει αυτό που γίνεται τώρα.
screen-scan-kept-now = Αναζητήθηκε ο κωδικός που είχε σαρωθεί πριν.
screen-scan-no-code = Σαρώθηκε κάτι που δεν είναι κωδικός οφειλής. Δεν πατήθηκε κανένα πλήκτρο.

screen-lock-title = Ταμείο
screen-lock-who = Χειριστής
screen-lock-listing = Φορτώνονται οι χειριστές…
screen-lock-nobody = Δεν υπάρχει ενεργός χειριστής. Τρέξτε «tameio init» ή «tameio operator add».
screen-lock-choose = επιλογή χειριστή
screen-lock-pin = PIN
screen-lock-pin-hint = 6 έως 12 ψηφία
screen-lock-checking = Γίνεται έλεγχος του PIN…
screen-lock-sign-in = Είσοδος
screen-lock-demo = Για την επίδειξη: χειριστής { $operator }, PIN { $pin }
screen-lock-wait = Ξαναδοκιμάστε σε { $time }
screen-lock-change = Αλλαγή PIN και σύνδεση
screen-lock-change-title = { $operator }: διαλέξτε το δικό σας PIN
screen-lock-change-why = Το πρώτο σας PIN το όρισε άλλος και το ξέρουν δύο. Γράψτε ένα δικό σας, 6 έως 12 ψηφία, που δεν μαντεύεται: όχι ημερομηνία, όχι σειρά, όχι επανάληψη.
screen-form-new-pin = Νέο PIN
screen-form-new-pin-again = Νέο PIN ξανά
screen-session-ended = Η σύνδεσή σας έληξε: ένας προϊστάμενος άλλαξε τον λογαριασμό σας. Συνδεθείτε ξανά.
screen-status-recovery = Ο χειριστής { $operator } ορίστηκε προϊστάμενος από τον κάτοχο του φακέλου δεδομένων, { $at }: ένας προϊστάμενος το βεβαιώνει (F10)
screen-unseen-approved = Στο κλείδωμα εγκρίθηκε η συνεδρία { $session }: απόδειξη { $number } (F3).
screen-unseen-unknown = Στο κλείδωμα έμεινε άγνωστη η συνεδρία { $session }: F11.
screen-unseen-not-charged = Στο κλείδωμα η πληρωμή έληξε χωρίς χρέωση.

screen-hours-unknown = Δεν είναι ακόμη γνωστό αν το ταμείο δέχεται πληρωμές.
screen-hours-until = Το ταμείο δέχεται πληρωμές έως τις { $until }.
screen-hours-reason = Το ταμείο άνοιξε εκτός ωραρίου: { $reason }

screen-search = Αναζήτηση
screen-search-hint = Κωδικός RF, ΑΦΜ ή ονοματεπώνυμο
screen-searching = Αναζήτηση…
screen-start = Σαρώστε το ειδοποιητήριο
screen-start-search = ή πληκτρολογήστε κωδικό RF, ΑΦΜ ή μέρος του ονόματος
screen-start-choose = επιλέξτε τι θα πληρωθεί
screen-start-card = πληρωμή με κάρτα στο τερματικό
screen-start-help = όλα τα πλήκτρα αυτής της οθόνης

screen-found-no-rf = Δεν βρέθηκε οφειλή με αυτόν τον κωδικό RF.
screen-found-no-afm = Δεν βρέθηκε οφειλέτης με αυτό το ΑΦΜ.
screen-found-no-name = Δεν βρέθηκε οφειλέτης με αυτό το όνομα.
screen-maybe-one-person = Ίσως το ίδιο πρόσωπο: { $count } οφειλέτες με αυτό το όνομα
screen-one-payer-title = Είναι ένας πληρωτής;
screen-one-payer-ask = Οι οφειλές που διαλέξατε είναι { $count } οφειλετών με το όνομα { $name }. Το ίδιο όνομα δεν σημαίνει το ίδιο πρόσωπο: ρωτήστε τον πολίτη.
screen-one-payer-else = Αν είναι διαφορετικά πρόσωπα, πληρώστε τις οφειλές χωριστά, με μία απόδειξη για καθέναν.
screen-one-payer-yes = Ναι, ένας πληρωτής: μία απόδειξη
screen-one-payer-no = Όχι, πίσω στις οφειλές
screen-found-healed = Διορθώθηκε: { $what }
screen-found-amount-hint = Το ειδοποιητήριο γράφει { $amount }. Χρεώνεται το ποσό που οφείλεται σήμερα.
screen-found-foreign = Έγκυρος RF, αλλά όχι ελληνικής μορφής
screen-found-more = Υπάρχουν και άλλοι: γράψτε περισσότερα γράμματα

screen-debtor-afm = ΑΦΜ { $afm }
screen-debtor-no-afm = χωρίς ΑΦΜ
screen-debtor-open = Άνοιγμα
screen-debtor-debts = { $count ->
    [0] καμία ανοιχτή οφειλή
    [one] 1 ανοιχτή οφειλή
   *[other] { $count } ανοιχτές οφειλές
}
screen-choose = Επιλογή
screen-choose-all = Όλες
screen-column-debt = Οφειλή
screen-column-due = Λήξη
screen-column-capital = Κεφάλαιο
screen-column-surcharge = Προσαυξήσεις
screen-column-open = Υπόλοιπο
screen-debt-code = ΚΑΕ { $code } · έτος { $year } · αρ. { $number }
screen-debt-parts = κεφάλαιο { $capital } · προσαυξήσεις { $surcharge } · λήξη { $due }
screen-debt-instalment = Δόση { $number }: πληρώνεται ολόκληρη
screen-debt-paid-so-far = Έχουν πληρωθεί { $amount }
screen-debt-amount-differs = Το ψηφίο ποσού του RF ανήκει σε άλλο ποσό

screen-basket = Προς πληρωμή
screen-basket-count = { $count ->
    [0] Καμία επιλεγμένη οφειλή
    [one] 1 επιλεγμένη οφειλή
   *[other] { $count } επιλεγμένες οφειλές
}
screen-basket-total = Σύνολο
screen-basket-too-much = —
screen-tender-card = Κάρτα
screen-tender-cash = Μετρητά
screen-tender-cash-no = δεν γίνεται δεκτό

screen-hint-not-payable = Αυτή η οφειλή δεν πληρώνεται εδώ: { $status }
screen-hint-nothing-chosen = Επιλέξτε πρώτα τι θα πληρωθεί.
screen-hint-too-much = Το σύνολο είναι μεγαλύτερο από όσο δέχεται το τερματικό. Επιλέξτε λιγότερες οφειλές.
screen-part = Άλλο ποσό
screen-part-title = Μέρος της οφειλής
screen-part-open = Ανοιχτό υπόλοιπο { $amount }
screen-part-amount = Ποσό που πληρώνεται τώρα
screen-part-go = Στο καλάθι
screen-part-divided = μέρος: κεφάλαιο { $capital } · προσαυξήσεις { $surcharge }
screen-hint-no-parts = Εδώ πληρώνεται ολόκληρη η οφειλή: οι ρυθμίσεις δεν επιτρέπουν μέρος της.
screen-hint-till-closed = Το ταμείο δεν έχει ανοίξει σήμερα. Ανοίξτε το με F4.

screen-till-closed = Το ταμείο δεν έχει ανοίξει σήμερα. Πληρωμές γίνονται αφού ανοίξει.
screen-till-title = Άνοιγμα ταμείου
screen-till-open = Άνοιγμα ταμείου
screen-till-opening = Ανοίγει…
screen-till-reason = Το ωράριο δεν προβλέπει πληρωμές τώρα. Γράψτε τον λόγο· μένει στα βιβλία με το όνομά σας.
screen-till-reason-hint = Λόγος ανοίγματος εκτός ωραρίου

screen-cash-title = Μετρητά δεν γίνονται δεκτά
screen-cash-say = Ο πολίτης μπορεί να πληρώσει με έναν από τους παρακάτω τρόπους:
screen-cash-print = Σημείωμα με τον κωδικό RF
screen-slip-printing = Τυπώνεται…

screen-pay-payer = Οφειλέτης
screen-pay-now-preparing = Έλεγχος πριν από την κάρτα…
screen-pay-now-prepared = Το ποσό στέλνεται στο τερματικό
screen-pay-now-sent = Περιμένουμε το τερματικό
screen-pay-now-confirmed = Κάρτα και PIN στο τερματικό
screen-pay-now-approved = Εγκρίθηκε από την τράπεζα, καταχωρίζεται
screen-pay-now-approved-back = Η επιστροφή εγκρίθηκε, καταχωρίζεται
screen-pay-now-booked = Εγκρίθηκε
screen-pay-now-printing = Τυπώνεται η απόδειξη
screen-pay-done-prepared = Γράφτηκε στο ημερολόγιο
screen-pay-done-sent = Στάλθηκε στο τερματικό
screen-pay-done-confirmed = Το δέχτηκε το τερματικό: κάρτα, PIN, τράπεζα
screen-pay-done-approved = Το ενέκρινε η τράπεζα: η κάρτα χρεώθηκε
screen-pay-done-approved-back = Το ενέκρινε η τράπεζα: τα χρήματα επιστράφηκαν
screen-pay-done-booked = Εγκρίθηκε και καταχωρίστηκε
screen-pay-done-printing = Εκτύπωση απόδειξης
screen-pay-seconds = δευτ.
screen-pay-cancel = Ακύρωση μόνο στο τερματικό, με το κόκκινο πλήκτρο του, πριν εγκριθεί η κάρτα.
screen-pay-long = Αργεί. Ο πολίτης ίσως δεν έχει δώσει ακόμη κάρτα ή PIN, ή αργεί να απαντήσει η τράπεζα. Δείτε την οθόνη του τερματικού και περιμένετε· μην κλείσετε τίποτα.

screen-approved = Πληρώθηκε
screen-approved-receipt = Απόδειξη { $number }
screen-approved-card = { $type } · { $pan }
screen-approved-iris = IRIS, από λογαριασμό σε λογαριασμό
screen-approved-final = Η κάρτα χρεώθηκε { $amount }, όχι το ποσό που ζητήθηκε. Η διαφορά φαίνεται στην απόδειξη του τερματικού.
screen-approved-iris-unwanted = Πληρώθηκε με IRIS, που οι ρυθμίσεις δεν δέχονται. Καταχωρίστηκε· ενημερώστε τον προϊστάμενο.
screen-paper-printed = Η απόδειξη τυπώθηκε.
screen-paper-question = Βγήκε η απόδειξη;
screen-paper-yes = Ναι, βγήκε
screen-paper-again = Τύπωσε ξανά
screen-paper-leave = Αργότερα
screen-paper-confirming = Καταγράφεται…
screen-paper-printing = Τυπώνεται ξανά…
screen-copy = Αντίγραφο
screen-copy-printing = Τυπώνεται η τελευταία απόδειξη…
screen-copy-done = Τυπώθηκε η απόδειξη { $number } (αντίγραφα: { $copy }).
screen-copy-sent = Στάλθηκε στον εκτυπωτή η απόδειξη { $number } (αντίγραφα: { $copy }). Δείτε αν βγήκε.
screen-copy-failed = Η απόδειξη { $number } δεν τυπώθηκε. { $why }
screen-copy-none = Δεν υπάρχει ακόμη απόδειξη αυτού του ταμείου.

screen-declined = Δεν εγκρίθηκε
screen-refused = Δεν γίνεται
screen-not-sent = Δεν στάλθηκε τίποτα στο τερματικό και η κάρτα δεν χρεώθηκε.
screen-failed = Δεν έγινε η πληρωμή
screen-not-charged = Δεν χρεώθηκε
screen-not-charged-say = Η κάρτα δεν χρεώθηκε. Η πληρωμή μπορεί να γίνει από την αρχή.
screen-recovered-not-charged = Το τερματικό απάντησε: η πληρωμή δεν έγινε.
screen-recovered-approved-note = Η συνεδρία { $session } είχε εγκριθεί: απόδειξη { $number }.
screen-recovered-not-charged-note = Η συνεδρία { $session } δεν χρεώθηκε.

screen-unknown = Άγνωστη έκβαση
screen-unknown-means = Η κάρτα ίσως χρεώθηκε. Οι οφειλές μένουν δεσμευμένες, ώστε κανείς να μην πληρώσει δύο φορές.
screen-charged = Η κάρτα χρεώθηκε, δεν καταχωρίστηκε ακόμη
screen-charged-means = Η τράπεζα ενέκρινε και η κάρτα χρεώθηκε. Τα βιβλία ήταν κλειδωμένα και η απόδειξη δεν βγήκε ακόμη· το τερματικό κρατά το αποτέλεσμα.
screen-charged-means-back = Η τράπεζα ενέκρινε και τα χρήματα επιστράφηκαν στην κάρτα. Τα βιβλία ήταν κλειδωμένα και το παραστατικό δεν βγήκε ακόμη· το τερματικό κρατά το αποτέλεσμα.
screen-charged-who = Κλείστε το πρόγραμμα που κρατά τα βιβλία και ξαναρωτήστε το τερματικό: η απόδειξη εκδίδεται τότε.
screen-unknown-say = Πείτε στον πολίτη να μην πληρώσει ξανά, ούτε εδώ ούτε αλλού, και δώστε του το σημείωμα. Αν χρεώθηκε, η απόδειξη θα εκδοθεί.
screen-unknown-who = Όσο το τερματικό δεν απαντά, πρέπει να ενεργήσει ο προϊστάμενος.
screen-unknown-asking = Ρωτάμε το τερματικό τι έγινε…
screen-unknown-settled = Η συνεδρία δεν είναι πια εκκρεμής: τακτοποιήθηκε από άλλη θέση. Δείτε τις αποδείξεις.
screen-unknown-known-from = Το τερματικό δεν έχει ακόμη αποτέλεσμα και η συναλλαγή μπορεί να τρέχει. Θα το ξέρουμε στις { $at } (σε { $left }): το ρωτάμε τότε μόνοι μας. Ο πολίτης δεν χρειάζεται να περιμένει: δώστε του το σημείωμα.
screen-unknown-slip = Σημείωμα για τον πολίτη
screen-unknown-ask = Ξαναρώτα το τερματικό
screen-unknown-technician = Συνεδρία { $session } · { $reason } · { $code }

screen-silent = Το τερματικό δεν απαντά
screen-silent-given-up = Το αίτημα δεν στάλθηκε και δεν θα σταλεί πια: η κάρτα δεν χρεώθηκε. Οι οφειλές μένουν δεσμευμένες ώσπου να απαντήσει αυτό το τμήμα του προγράμματος ή να ανοίξει το πρόγραμμα ξανά.
screen-silent-late = Αν απαντήσει αργότερα, το αποτέλεσμα θα φανεί εδώ. Ως τότε δεν γίνεται άλλη πληρωμή σε αυτό το τερματικό.
screen-silent-look = Δες πάλι το ημερολόγιο
screen-silent-looking = Διαβάζεται το ημερολόγιο…
screen-silent-disk-none = δεν υπάρχει στο ημερολόγιο
screen-silent-disk-prepared = γράφτηκε στο ημερολόγιο, δεν στάλθηκε
screen-silent-disk-sent = στάλθηκε στο τερματικό
screen-silent-disk-confirmed = το τερματικό το δέχτηκε
screen-silent-disk-closed = καταχωρίστηκε ως άγνωστη έκβαση
screen-late-approved = Η συνεδρία { $session }, που δεν απαντούσε, εγκρίθηκε: απόδειξη { $number }.
screen-late-unknown = Η συνεδρία { $session }, που δεν απαντούσε, έμεινε με άγνωστη έκβαση. Ρωτήστε το τερματικό.
screen-late-not-charged = Η συνεδρία { $session }, που δεν απαντούσε, δεν χρεώθηκε.

screen-tab-receipts = Αποδείξεις
screen-tab-pending = Άγνωστες εκβάσεις
screen-tab-foreign = Ξένα αποτελέσματα
screen-receipts-hint = Αριθμός, RF, ΑΦΜ, ποσό (12,34), ώρα (10:15) ή ημερομηνία
screen-receipts-none-today = Σήμερα δεν έχει εκδοθεί ακόμη απόδειξη. Αναζητήστε με αριθμό, RF, ποσό ή ημερομηνία.
screen-receipts-none = Δεν βρέθηκε απόδειξη. Δοκιμάστε τον αριθμό της, τον RF, το ακριβές ποσό ή την ημερομηνία.
screen-receipts-more = Υπάρχουν και παλαιότερες: συνεχίστε προς τα κάτω
screen-receipts-open = Άνοιγμα
screen-receipts-printing = Τυπώνεται ξανά η απόδειξη…
screen-void = Ακύρωση
screen-refund = Επιστροφή
screen-kind-sale = είσπραξη
screen-kind-void = ακύρωση
screen-kind-refund = επιστροφή
screen-without-paper = χωρίς χαρτί

screen-form-second = Όνομα χειριστή που εγκρίνει (άλλο πρόσωπο)
screen-form-pin = PIN αυτού που εγκρίνει
screen-form-optional = (προαιρετικό)
screen-form-next = επόμενο πεδίο
screen-form-checking = Γίνεται έλεγχος…
screen-void-title = Ακύρωση της απόδειξης { $number }
screen-refund-title = Επιστροφή της απόδειξης { $number }
screen-void-go = Ακύρωση στο τερματικό
screen-refund-go = Επιστροφή στο τερματικό
screen-correct-total = Επιστρέφονται στην κάρτα
screen-correct-amount = Ποσό, αν δεν επιστρέφεται ολόκληρο
screen-correct-reason = Λόγος (τυπώνεται στο παραστατικό)
screen-correct-stands = Δεν επιστράφηκε τίποτα στην κάρτα. Η είσπραξη ισχύει.
screen-correct-reopened = Η οφειλή είναι πάλι ανοιχτή. Δώστε στον πολίτη το παραστατικό.
screen-correct-failed = Δεν έγινε
screen-void-approved = Ακυρώθηκε
screen-refund-approved = Επιστράφηκε
screen-approved-document = Παραστατικό { $number }
screen-pay-now-confirmed-back = Πληκτρολογήστε την αρχική συναλλαγή
screen-pay-now-printing-back = Τυπώνεται το παραστατικό
screen-pay-done-confirmed-back = Το δέχτηκε το τερματικό: αρχική συναλλαγή, κάρτα, τράπεζα
screen-pay-done-printing-back = Εκτύπωση παραστατικού
screen-silent-given-up-back = Το αίτημα δεν στάλθηκε και δεν θα σταλεί πια: δεν επιστράφηκε τίποτα. Η απόδειξη μένει δεσμευμένη ώσπου να απαντήσει αυτό το τμήμα του προγράμματος ή να ανοίξει ξανά το πρόγραμμα.

screen-pending-say = Κάθε γραμμή κρατά οφειλές δεσμευμένες. Ρωτήστε πρώτα το τερματικό· ό,τι δεν απαντά, αποφασίζεται με γραπτά στοιχεία από δύο πρόσωπα.
screen-pending-none = Καμία πληρωμή δεν έχει άγνωστη έκβαση.
screen-pending-reading = Διαβάζονται τα βιβλία…
screen-pending-charged = Χρεώθηκε
screen-pending-not-charged = Δεν χρεώθηκε
screen-pending-where = Συνεδρία { $session } · θέση { $desk } · τερματικό { $terminal } · χειριστής { $operator }
screen-pending-original = αφορά την απόδειξη { $number }
screen-pending-elsewhere = Δύο τερματικά έχουν ανοιχτή συναλλαγή με αυτόν τον αριθμό. Αποφασίστε αυτήν στη θέση που έχει το τερματικό { $terminal }.
screen-resolve-charged = Χρεώθηκε, με γραπτά στοιχεία
screen-resolve-not-charged = Δεν χρεώθηκε, με γραπτό λόγο
screen-resolve-back = Επιστράφηκε, με γραπτά στοιχεία
screen-resolve-not-back = Δεν επιστράφηκε, με γραπτό λόγο
screen-resolve-charged-say = Αντιγράψτε τα από το δελτίο ή την αναφορά του τερματικού. Το τερματικό ρωτιέται άλλη μία φορά πριν καταχωριστεί κάτι.
screen-resolve-not-charged-say = Γράψτε τι το δείχνει και ποιος το είδε. Το τερματικό ρωτιέται άλλη μία φορά πριν αποδεσμευτεί κάτι.
screen-resolve-time = Ώρα του δελτίου (10:15 ή 23/11/2026 10:15)
screen-resolve-reason = Τι δείχνει ότι δεν έγινε
screen-resolve-go = Απόφαση
screen-resolve-deciding = Ρωτιέται το τερματικό και ελέγχονται τα στοιχεία…
screen-foreign-where = Συνεδρία { $session } · ταμείο { $desk } · τερματικό { $terminal } · κωδικός { $code }
screen-foreign-card = { $type } { $pan } · STAN { $stan } · κωδικός έγκρισης { $auth }

screen-printer-cover = Εκτυπωτής: ανοιχτό καπάκι
screen-printer-paper-out = Εκτυπωτής: χωρίς χαρτί
screen-printer-offline = Εκτυπωτής: εκτός λειτουργίας
screen-printer-unreachable = Εκτυπωτής: δεν απαντά
screen-printer-failed = Εκτυπωτής: δεν τύπωσε

screen-status-desk = Θέση { $desk }
screen-status-desk-operator = Θέση { $desk } · { $operator }
screen-status-till-unknown = Ταμείο: —
screen-status-till-open = Ταμείο ανοιχτό
screen-status-till-closed = Ταμείο κλειστό
screen-status-terminal-unknown = Τερματικό: —
screen-status-terminal-asking = Τερματικό: ρωτάμε…
screen-status-terminal-ready = Τερματικό έτοιμο
screen-status-terminal-paying = Τερματικό: πληρωμή
screen-status-terminal-silent = Τερματικό: δεν απαντά
screen-status-printer-unknown = Εκτυπωτής: —
screen-status-printer-ready = Εκτυπωτής έτοιμος
screen-status-printer-low = Εκτυπωτής: τελειώνει το χαρτί
screen-status-printer-silent = Εκτυπωτής: δεν το λέει
screen-status-unresolved = { $count ->
    [0] 0 εκκρεμείς
    [one] 1 άγνωστη έκβαση
   *[other] { $count } άγνωστες εκβάσεις
}
screen-status-unprinted = { $count ->
    [one] 1 απόδειξη χωρίς χαρτί
   *[other] { $count } αποδείξεις χωρίς χαρτί
}
screen-status-clock-behind = Ρολόι υπολογιστή πίσω από τα βιβλία
screen-clock-title = Το ρολόι πρέπει να δηλωθεί
screen-clock-reason = Γιατί συνεχίζει το ταμείο με αυτό το ρολόι
screen-clock-accept = Συνέχεια με αυτό το ρολόι
screen-form-supervisor = Όνομα προϊσταμένου
screen-form-supervisor-pin = PIN προϊσταμένου
screen-status-earlier = Ταμείο { $day }: δεν έκλεισε
screen-status-copy-old = Παλιό αντίγραφο ασφαλείας
screen-status-known-in = { $what }, γνωστό σε { $left }
screen-status-disk = Δίσκος: δεν γράφει
screen-status-not-compared = Βιβλία από αντίγραφο: δεν συγκρίθηκαν
screen-status-foreign = { $count ->
    [one] 1 κίνηση χωρίς παραστατικό
   *[other] { $count } κινήσεις χωρίς παραστατικό
}
screen-status-closes = κλείνει σε { $minutes }′
screen-status-closes-hours = κλείνει σε { $hours } ώ. { $minutes }′

screen-help-title = Πλήκτρα
screen-key-help = βοήθεια
screen-key-search = αναζήτηση
screen-key-receipts = αποδείξεις
screen-key-till = ταμείο
screen-key-refresh = έλεγχος τερματικού και εκτυπωτή
screen-key-day = εικόνα της ημέρας
screen-key-imports = εισαγωγές
screen-key-cash = ο πολίτης δίνει μετρητά
screen-key-card = πληρωμή με κάρτα
screen-key-devices = συσκευές και ρυθμίσεις
screen-key-lock = κλείδωμα
screen-key-choose = επιλογή οφειλής
screen-key-choose-all = όλες ή καμία
screen-key-amount = αλλαγή ποσού
screen-key-copy = η τελευταία απόδειξη ξανά (αντίγραφο)
screen-key-back = πίσω, καθαρισμός
screen-key-up = προηγούμενη γραμμή
screen-key-down = επόμενη γραμμή
screen-key-page-up = σελίδα πάνω
screen-key-page-down = σελίδα κάτω
screen-key-first = πρώτη γραμμή
screen-key-last = τελευταία γραμμή
screen-key-submit = συνέχεια: αναζήτηση, άνοιγμα, επόμενος
screen-key-slip = εκτύπωση σημειώματος
screen-key-ask = ερώτηση προς το τερματικό
screen-key-yes = ναι, βγήκε η απόδειξη
screen-key-no = όχι, τύπωσε ξανά
screen-key-pending = άγνωστες εκβάσεις
screen-key-void = ακύρωση της απόδειξης
screen-key-refund = επιστροφή της απόδειξης
screen-key-print-again = η απόδειξη ξανά (αντίγραφο)
screen-key-charged = χρεώθηκε, με στοιχεία
screen-key-not-charged = δεν χρεώθηκε, με λόγο
screen-key-next = επόμενο πεδίο ή κατάλογος
screen-key-previous = προηγούμενο πεδίο ή κατάλογος
