# Το αρχείο ρυθμίσεων: πού είναι το λάθος, ποιο είναι, τι γράφεται στη θέση του.

config-missing = Δεν υπάρχει το αρχείο ρυθμίσεων { $file }. Τρέξτε «tameio init» ή δώστε το σωστό με --config.
config-permission = Δεν επιτρέπεται η ανάγνωση του αρχείου ρυθμίσεων { $file }. Δώστε δικαίωμα ανάγνωσης στον χρήστη του ταμείου.
config-unreadable = Το αρχείο ρυθμίσεων { $file } δεν διαβάζεται ({ $reason }).
config-unwritable = Το { $file } δεν γράφεται ({ $reason }). Ελέγξτε τα δικαιώματα του αρχείου και του φακέλου του· η ρύθμιση { $key } ισχύει ως το κλείσιμο του προγράμματος.
config-not-utf8 = { $file }, γραμμή { $line }, στήλη { $column }: το αρχείο δεν είναι αποθηκευμένο σε UTF-8. Αποθηκεύστε το ξανά με κωδικοποίηση UTF-8.
config-toml = { $file }, γραμμή { $line }, στήλη { $column }: το αρχείο δεν έχει σωστή μορφή TOML ({ $reason }). Γράψτε «κλειδί = τιμή», τα κείμενα σε διπλά εισαγωγικά.
config-backslash = { $file }, γραμμή { $line }, στήλη { $column }: μέσα σε διπλά εισαγωγικά η «\» έχει ειδική σημασία. Σε διαδρομές των Windows γράψτε «/» ή βάλτε μονά εισαγωγικά: 'C:\φάκελος\αρχείο'.
config-unknown-key = { $file }, γραμμή { $line }, στήλη { $column }: δεν υπάρχει ρύθμιση «{ $key }». Εδώ μπορούν να γραφτούν: { $known }.
config-wrong-type = { $file }, γραμμή { $line }, στήλη { $column }: η ρύθμιση «{ $key }» είναι { $found }, ενώ χρειάζεται { $expected }.
config-bad-value = { $file }, γραμμή { $line }, στήλη { $column }: η τιμή «{ $value }» δεν επιτρέπεται στη ρύθμιση «{ $key }». Γράψτε { $expected }.

config-kind-text = κείμενο σε εισαγωγικά
config-kind-integer = ακέραιος αριθμός χωρίς εισαγωγικά
config-kind-float = δεκαδικός αριθμός
config-kind-boolean = true ή false χωρίς εισαγωγικά
config-kind-date = ημερομηνία ή ώρα
config-kind-array = λίστα σε αγκύλες
config-kind-table = ενότητα

config-expected-one-of = ένα από τα: { $words }
config-expected-range = ακέραιο από { $min } έως { $max }
config-expected-alphanumeric = 1 έως { $max } λατινικά γράμματα ή ψηφία
config-expected-printable = 1 έως { $max } λατινικούς χαρακτήρες, χωρίς / : και \
config-expected-series = 1 έως { $max } γράμματα ή ψηφία, χωρίς κενά και παύλες
config-expected-short-text = 1 έως { $max } χαρακτήρες
config-expected-not-empty = ένα κείμενο: δεν μπορεί να μείνει κενό
config-expected-span = ώρες όπως "08:30-13:00", ή "" για κλειστή ημέρα
config-expected-date = υπαρκτή ημερομηνία όπως "2026-10-26"
config-expected-address = διεύθυνση και θύρα όπως "192.0.2.10:4000"
config-expected-device = ολόκληρη τη διαδρομή της συσκευής, όπως "/dev/usb/lp0"
config-expected-amount = θετικό ποσό με τελεία και δύο δεκαδικά, όπως "1.00"
config-expected-afm = σωστό ΑΦΜ με εννέα ψηφία
config-expected-account = λογαριασμό με 1 έως 40 χαρακτήρες, όπως "38.03.01"
config-expected-date-form = μορφή με ημέρα, μήνα και έτος, όπως "%d/%m/%Y"
config-expected-separator = έναν χαρακτήρα, όπως ";" ή "\t", που δεν είναι γράμμα, ψηφίο ή εισαγωγικό
config-expected-no-mac = false: το πρωτόκολλο mellon δεν έχει υπογραφή
