# Το ταμείο στο παράθυρο: τι έχει, τι εμποδίζει το κλείσιμο, σύγκριση, κλείσιμο, Ζ.

screen-till-reading = Διαβάζεται το ταμείο…
screen-till-of = Ταμείο { $till }
screen-till-is-open = ανοιχτό
screen-till-is-closed = κλειστό
screen-till-since = Άνοιξε { $at }, { $operator }
screen-till-earlier = Το ταμείο { $till } είναι προηγούμενης ημέρας και δεν έκλεισε: κλείνει πρώτο. Κάθε γραμμή δεξιά οδηγεί με Enter σε ό,τι τη λύνει· μετά F9 και PIN προϊσταμένου. Το σημερινό ανοίγει ύστερα με F4.
screen-till-closed-already = Δεν υπάρχει ανοιχτό ταμείο να κλείσει.
screen-till-can-close = Το ταμείο μπορεί να κλείσει.
screen-till-cannot-close = { $count ->
    [one] 1 γραμμή εμποδίζει το κλείσιμο:
   *[other] { $count } γραμμές εμποδίζουν το κλείσιμο:
}
screen-till-blocked = { $count ->
    [one] Δεν κλείνει ακόμη: μένει 1 γραμμή. Πατήστε Enter επάνω της.
   *[other] Δεν κλείνει ακόμη: μένουν { $count } γραμμές. Πατήστε Enter σε καθεμία.
}
screen-till-filed = Το αρχείο του τερματικού διαβάστηκε και συγκρίθηκε.
screen-till-restored = Τα βιβλία ήρθαν από αντίγραφο στις { $at } και δεν έχουν συγκριθεί με το τερματικό: καμία κάρτα δεν ζητείται ως τότε.
screen-till-clear-restored = δήλωση ότι συγκρίθηκαν
screen-till-clear-clock = δήλωση για το ρολόι, από προϊστάμενο
screen-till-clear-blocker = εκεί όπου λύνεται
screen-till-clear-mismatch = εξήγηση της διαφοράς
screen-till-blocker-unknown-outcome = Άγνωστη έκβαση: συναλλαγή { $ref }
screen-till-blocker-unprinted-receipt = Απόδειξη χωρίς χαρτί: { $ref }
screen-till-blocker-pending-void = Ακύρωση ή επιστροφή που περιμένει: συναλλαγή { $ref }
screen-till-blocker-unclaimed-result = Κίνηση του τερματικού χωρίς παραστατικό: αρ. { $ref }
screen-till-batch-name = Πακέτο { $batch }
screen-till-not-compared = δεν συγκρίθηκε
screen-till-agrees = συμφωνεί
screen-till-differs = διαφέρει
screen-till-ours = Ταμείο ({ $count })
screen-till-theirs = Τερματικό ({ $count })
screen-till-difference = Διαφορά
screen-till-receipts = Παραστατικά: { $count }, από αυτά ακυρώσεις και επιστροφές: { $back }
screen-till-documents = { $count ->
    [one] 1 παραστατικό
   *[other] { $count } παραστατικά
}
screen-till-iris = Χωριστά, από λογαριασμό σε λογαριασμό
screen-till-close = Κλείσιμο
screen-till-type-totals = Σύνολα τερματικού
screen-till-batch-file = Αρχείο τερματικού
screen-till-explain = Εξήγηση
screen-till-hand-over = Παράδοση
screen-till-z = Αναφορές Ζ
screen-till-totals-title = Σύνολα πακέτου, όπως τα τυπώνει το τερματικό
screen-till-totals-say = Αντιγράψτε τους δύο αριθμούς από την αναφορά του τερματικού: πλήθος και καθαρό σύνολο, χωρίς ακυρώσεις και επιστροφές.
screen-till-totals-ours = Το ταμείο έχει στο πακέτο { $batch }: { $count } · { $total }
screen-till-totals-go = Σύγκριση
screen-till-count = Πλήθος συναλλαγών
screen-till-total = Καθαρό σύνολο (12,34 · με «-» αν είναι αρνητικό)
screen-till-batch = Πακέτο
screen-till-terminal = Τερματικό (TID)
screen-till-explain-title = Εξήγηση διαφοράς
screen-till-explain-say = Γράψτε γιατί διαφέρει. Τυπώνεται στην αναφορά Ζ και μένει στα βιβλία.
screen-till-explain-go = Καταχώριση
screen-till-explanation = Εξήγηση
screen-till-hand-over-title = Παράδοση του ταμείου
screen-till-hand-over-say = Το ταμείο δεν κλείνει. Όποιος το παραλαμβάνει γράφει το όνομα και το PIN του και συνεχίζει εδώ.
screen-till-hand-over-go = Παράδοση
screen-till-handed-over = Παραλάβατε το ταμείο από: { $from }.
screen-form-taker = Όνομα χειριστή που παραλαμβάνει
screen-form-taker-pin = PIN αυτού που παραλαμβάνει
screen-till-compared-title = Σύγκριση μετά την επαναφορά
screen-till-compared-say = Τα βιβλία είναι αντίγραφο. Δηλώστε ότι συγκρίθηκαν με τη λίστα συναλλαγών του τερματικού και ότι καταγράφηκε ό,τι χρέωσε και λείπει από το αντίγραφο.
screen-till-compared-reason = Πώς συγκρίθηκαν
screen-till-compared-go = Δήλωση
screen-till-file-title = Αρχείο συναλλαγών του τερματικού
screen-till-file-read = Ανάγνωση και σύγκριση
screen-till-close-title = Κλείσιμο του ταμείου { $till }
screen-till-close-say = Κλείνει οριστικά: το τερματικό ρωτιέται μία τελευταία φορά, εκδίδεται η αναφορά Ζ και τυπώνεται.
screen-till-close-go = Οριστικό κλείσιμο
screen-till-own-pin = Το PIN σας
screen-till-closing-pin = Έλεγχος του PIN
screen-till-closing-terminal = Ερώτηση προς το τερματικό
screen-till-closing-books = Κλείσιμο στα βιβλία
screen-till-closing-print = Εκτύπωση της αναφοράς Ζ
screen-till-closed-now = Το ταμείο έκλεισε: { $number }. { $print }
screen-till-closed-without-paper = Το ταμείο έκλεισε: { $number }. Η αναφορά δεν τυπώθηκε και περιμένει: διορθώστε τον εκτυπωτή και πατήστε Ctrl+P. { $print }
screen-till-z-title = Αναφορές Ζ
screen-till-print-z = Εκτύπωση ξανά
screen-till-printing-z = Τυπώνεται η αναφορά Ζ…
screen-pick-path = Διαδρομή ή όνομα αρχείου (αλλιώς διαλέξτε με τα βέλη)
screen-pick-reading = Διαβάζεται ο φάκελος…
screen-pick-none = Ο φάκελος { $folder } δεν έχει αρχείο .csv, .txt ή .tsv. Γράψτε τη διαδρομή του, ή ορίστε τον φάκελο στις ρυθμίσεις ([import] folder).
screen-pick-folder = { $folder }, τα νεότερα πρώτα
screen-pick-size = { $kib } KiB
screen-receipts-came-out = Βγήκε το χαρτί
screen-decide-tie = Πληρωμή οφειλών
screen-decide-book = Όπως ζητήθηκε
screen-decide-write-off = Διαγραφή
screen-decide-tie-title = Αποτέλεσμα { $number }: πληρωμή οφειλών
screen-decide-tie-say = Γράψτε τους κωδικούς RF των οφειλών. Το άθροισμά τους πρέπει να είναι ακριβώς όσα χρεώθηκαν.
screen-decide-book-title = Αποτέλεσμα { $number }: όπως το ζήτησε το ταμείο
screen-decide-book-say = Καταχωρίζεται ως η πληρωμή, η ακύρωση ή η επιστροφή της συναλλαγής που φέρει. Αν το τερματικό λέει ότι δεν έγινε, ακυρώνεται η απόδειξη.
screen-decide-write-off-title = Αποτέλεσμα { $number }: δεν είναι του ταμείου
screen-decide-write-off-say = Διαγράφεται: δεν αφορά οφειλή αυτού του ταμείου, ή τα χρήματα επιστράφηκαν με άλλον τρόπο. Τυπώνεται στην αναφορά Ζ.
screen-decide-codes = Κωδικοί RF (χωρισμένοι με κόμμα)
screen-decide-reason = Γιατί είστε βέβαιοι
screen-decide-deciding = Καταχωρίζεται και τυπώνεται…
screen-foreign-nothing-to-do = δεν εμποδίζει το κλείσιμο
screen-key-hand-over = παράδοση σε άλλον ταμία
screen-key-type-totals = σύνολα του τερματικού
screen-key-batch-file = αρχείο του τερματικού
screen-key-explain = εξήγηση διαφοράς
screen-key-close = κλείσιμο του ταμείου
screen-key-z = αναφορές Ζ
screen-key-export = εξαγωγή της ημέρας
screen-key-print-z = η αναφορά Ζ ξανά (αντίγραφο)
screen-key-unclaimed = κινήσεις του τερματικού χωρίς παραστατικό
screen-key-without-paper = απόδειξη χωρίς χαρτί
screen-key-tie = είναι πληρωμή οφειλών
screen-key-book = καταχώριση όπως ζητήθηκε
screen-key-write-off = διαγραφή
