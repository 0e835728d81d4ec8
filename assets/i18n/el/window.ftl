# Το παράθυρο του ταμία. Κάθε πλήκτρο γράφεται πάνω στο στοιχείο που κινεί.

## Πλήκτρα

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
key-space = Διάστημα
key-enter = Enter
key-esc = Esc
key-ctrl-a = Ctrl+A
key-ctrl-e = Ctrl+E
key-ctrl-p = Ctrl+P

## Τι κάνουν τα πλήκτρα

action-help = Βοήθεια
action-search = Αναζήτηση
action-receipts = Αποδείξεις
action-till = Ταμείο ημέρας
action-refresh = Ανανέωση συσκευών
action-day = Εικόνα ημέρας
action-imports = Εισαγωγές
action-cash = Μετρητά
action-card = Πληρωμή με κάρτα
action-settings = Συσκευές και ρυθμίσεις
action-lock = Κλείδωμα
action-choose = Επιλογή οφειλής
action-choose-all = Επιλογή όλων
action-change-amount = Αλλαγή ποσού
action-print-again = Εκτύπωση ξανά (αντίγραφο)
action-print = Εκτύπωση
action-back = Επιστροφή
action-confirm = Συνέχεια
action-cancel = Άκυρο
action-slip = Σημείωμα με τον κωδικό RF
action-recover = Ερώτηση στο τερματικό
action-next-citizen = Επόμενος πολίτης
action-open-till = Άνοιγμα ταμείου

## Κλείδωμα

lock-title = Είσοδος στο ταμείο
lock-who = Χειριστής
lock-pin = PIN
lock-sign-in = Είσοδος
lock-hint = Διαλέξτε το όνομά σας με τα βέλη, γράψτε το PIN και πατήστε Enter.
lock-no-operators = Δεν υπάρχει ενεργός χειριστής. Ο προϊστάμενος προσθέτει έναν με «tameio operator add».
lock-attempts-left = { $count ->
    [one] Απομένει 1 προσπάθεια πριν κλειδώσει ο χειριστής.
   *[other] Απομένουν { $count } προσπάθειες πριν κλειδώσει ο χειριστής.
}
lock-payment-runs = Η πληρωμή συνεχίζεται πίσω από το κλείδωμα.

## Ταμείο: αναζήτηση, οφειλές, καλάθι

desk-search = Σαρώστε το ειδοποιητήριο ή γράψτε RF, ΑΦΜ ή όνομα
desk-searching = Αναζήτηση…
desk-empty = Σαρώστε το ειδοποιητήριο του πολίτη.
desk-debtor = Οφειλέτης
desk-afm = ΑΦΜ
desk-no-afm = χωρίς ΑΦΜ
desk-column-kind = Είδος
desk-column-code = ΚΑΕ
desk-column-year = Έτος
desk-column-due = Λήξη
desk-column-capital = Κεφάλαιο
desk-column-surcharge = Προσαυξήσεις
desk-column-surcharge-as-of = έως
desk-column-open = Υπόλοιπο
desk-column-status = Κατάσταση
desk-column-rf = RF
desk-instalment = δόση { $number }
desk-overdue = εκπρόθεσμη
desk-basket = Προς πληρωμή
desk-basket-empty = Δεν έχετε διαλέξει οφειλή.
desk-total = Σύνολο
desk-chosen = { $count ->
    [one] 1 οφειλή επιλεγμένη
   *[other] { $count } οφειλές επιλεγμένες
}
desk-cash-not-accepted = δεν γίνεται δεκτό
desk-card-only = Μόνο κάρτα
desk-why-not-paid = Έχει ήδη πληρωθεί
desk-why-not-pending = Πληρώνεται σε άλλη θέση ή έχει εκκρεμότητα
desk-why-not-expired = Ο κωδικός RF έληξε· χρειάζεται νέο ειδοποιητήριο
desk-why-not-cancelled = Διαγράφηκε από τον Δήμο
desk-more-below = Υπάρχουν περισσότερες: συνεχίστε με τα βέλη

## Μετρητά

cash-title = Τα μετρητά δεν γίνονται δεκτά
cash-ways = Τρεις τρόποι πληρωμής
cash-slip-offer = Να τυπωθεί σημείωμα με τον κωδικό RF;
cash-slip-printed = Το σημείωμα τυπώθηκε. Δώστε το στον πολίτη.
cash-slip-no-debt = Βρείτε πρώτα την οφειλή, ώστε το σημείωμα να γράφει τον κωδικό RF.

## Πληρωμή σε εξέλιξη

paying-title = Πληρωμή σε εξέλιξη
paying-step-prepared = Καταγράφηκε στο ημερολόγιο
paying-step-sent = Στάλθηκε στο τερματικό
paying-step-confirmed = Το τερματικό το δέχτηκε: κάρτα και PIN
paying-step-bank = Αναμονή για την τράπεζα
paying-step-booked = Καταχωρίστηκε, απόδειξη { $receipt }
paying-step-printing = Τυπώνεται η απόδειξη
paying-step-printed = Τυπώθηκε
paying-now-prepared = Ετοιμάζεται η πληρωμή
paying-now-sent = Περιμένουμε το τερματικό
paying-now-confirmed = Ο πολίτης βάζει κάρτα και PIN
paying-now-booked = Εγκρίθηκε
paying-now-printing = Τυπώνεται η απόδειξη
paying-seconds = { $seconds } δευτ.
paying-cancel-hint = Η ακύρωση γίνεται μόνο πάνω στο τερματικό (κόκκινο πλήκτρο).
paying-slow = Αργεί περισσότερο από το συνηθισμένο. Ίσως ο πολίτης δεν έχει γράψει ακόμη το PIN, ή η γραμμή της τράπεζας είναι αργή. Κοιτάξτε την οθόνη του τερματικού και μην το σβήσετε.
paying-session = Αριθμός συναλλαγής { $session }

## Έκβαση

outcome-approved = Εγκρίθηκε
outcome-approved-next = Δώστε στον πολίτη την απόδειξη { $receipt }.
outcome-declined = Απορρίφθηκε: η κάρτα δεν χρεώθηκε
outcome-refused = Δεν επιτρέπεται: δεν στάλθηκε τίποτα στο τερματικό
outcome-failed = Δεν έγινε: η κάρτα δεν χρεώθηκε
outcome-unknown = Άγνωστο: η κάρτα μπορεί να χρεώθηκε
outcome-not-printed = Πληρώθηκε, αλλά η απόδειξη δεν τυπώθηκε
outcome-card = Κάρτα
outcome-auth-code = Κωδικός έγκρισης
outcome-terminal = Τερματικό
outcome-print-whole = Βγήκε ολόκληρη η απόδειξη;
outcome-print-yes = Ναι, τυπώθηκε
outcome-print-no = Όχι, τύπωσέ την ξανά
outcome-try-again = Δοκιμή ξανά
outcome-who-acts = Τι γίνεται τώρα

## Γραμμή κατάστασης

status-desk = Θέση { $desk }
status-operator = { $name }
status-signed-out = Κλειδωμένο
status-till-open = Ταμείο ανοιχτό
status-till-closed = Ταμείο κλειστό
status-terminal-ready = Τερματικό έτοιμο
status-terminal-checking = Τερματικό: έλεγχος…
status-terminal-down = Τερματικό: δεν απαντά
status-terminal-busy = Τερματικό: σε πληρωμή
status-printer-ready = Εκτυπωτής έτοιμος
status-printer-checking = Εκτυπωτής: έλεγχος…
status-printer-mute = Εκτυπωτής: κοιτάξτε τον
status-printer-trouble = Εκτυπωτής: πρόβλημα
status-disk-ok = Δίσκος εντάξει
status-disk-low = Δίσκος: λίγος χώρος
status-unresolved = { $count ->
    [0] Καμία εκκρεμότητα
    [one] 1 άγνωστο αποτέλεσμα
   *[other] { $count } άγνωστα αποτελέσματα
}
status-clock = { $time }
status-demo = ΕΠΙΔΕΙΞΗ

## Βοήθεια

help-title = Βοήθεια
help-lock = Διαλέξτε χειριστή με τα βέλη, γράψτε το PIN και πατήστε Enter. Το παράθυρο κλειδώνει μόνο του όταν δεν χρησιμοποιείται.
help-desk = Σαρώστε το ειδοποιητήριο ή γράψτε RF, ΑΦΜ ή όνομα και πατήστε Enter. Με τα βέλη και το Διάστημα διαλέγετε οφειλές, με F9 ζητάτε πληρωμή με κάρτα, με F8 δίνετε τους τρόπους πληρωμής σε όποιον έχει μετρητά.
help-paying = Ο πολίτης χρησιμοποιεί το τερματικό. Η πληρωμή ακυρώνεται μόνο εκεί. Μη σβήσετε το τερματικό ή τον υπολογιστή.
help-outcome = Το μεγάλο μήνυμα λέει τι έγινε και τι κάνετε τώρα. Με Enter περνάτε στον επόμενο πολίτη.

## Οθόνη πολίτη

citizen-card-only = Μόνο κάρτα
citizen-to-pay = Προς πληρωμή
citizen-insert-card = Βάλτε ή πλησιάστε την κάρτα στο τερματικό
citizen-thanks = Ευχαριστούμε
citizen-wait = Παρακαλούμε περιμένετε
