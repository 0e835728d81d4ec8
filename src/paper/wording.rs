//! The words on paper. A receipt is a Greek legal document and is not translated, so its words are here and not
//! among the texts of the window; what a visitor must understand is printed in English beside the Greek.

/// Title of a receipt.
pub const RECEIPT: &str = "ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ";
/// Title of the document that cancels a receipt.
pub const VOID: &str = "ΑΚΥΡΩΣΗ ΔΙΠΛΟΤΥΠΟΥ ΕΙΣΠΡΑΞΗΣ";
/// Title of the document that gives money back.
pub const REFUND: &str = "ΕΠΙΣΤΡΟΦΗ ΕΙΣΠΡΑΞΗΣ";
/// Mark of every print after the first, followed by its count.
pub const COPY: &str = "ΑΝΤΙΓΡΑΦΟ";
/// Mark of every print of a receipt that was taken back; the number of the document that did it follows.
pub const CANCELLED_BY: &str = "ΑΚΥΡΩΘΗΚΕ με το";
/// Mark of the demonstration's papers.
pub const DEMONSTRATION: &str = "ΕΠΙΔΕΙΞΗ";

pub const AFM: &str = "ΑΦΜ";
pub const TAX_OFFICE: &str = "Δ.Ο.Υ.";
/// The series of a receipt.
pub const SERIES: &str = "Σειρά";
/// The number of a receipt.
pub const NUMBER: &str = "Αριθμός";
pub const DATE: &str = "Ημερομηνία";
pub const TIME: &str = "Ώρα";
pub const PAYER: &str = "Πληρωτής";

/// ΚΑΕ εσόδων.
pub const REVENUE_CODE: &str = "ΚΑΕ";
pub const YEAR: &str = "Έτος";
pub const LIST: &str = "Βεβαιωτικός κατάλογος";
/// The debt's number in the municipality's system.
pub const DEBT: &str = "Αριθμός οφειλής";
pub const CAPITAL: &str = "Κεφάλαιο";
/// Surcharge, with the code it has in the books.
pub const SURCHARGE: &str = "Προσαυξήσεις (ΚΑΕ 1511)";
/// Sum of the lines.
pub const TOTAL: &str = "ΣΥΝΟΛΟ";

/// The total in words.
pub const IN_WORDS: &str = "Ολογράφως";

pub const PAID_BY_CARD: &str = "ΠΛΗΡΩΜΗ ΜΕ ΚΑΡΤΑ";
/// Paid account to account.
pub const PAID_BY_IRIS: &str = "ΠΛΗΡΩΜΗ ΜΕ IRIS";
pub const CARD_TYPE: &str = "Τύπος κάρτας";
pub const CARD_NUMBER: &str = "Αριθμός κάρτας";
pub const TERMINAL: &str = "Τερματικό (TID)";
pub const BATCH: &str = "Πακέτο (batch)";
pub const STAN: &str = "Αρ. συναλλαγής (STAN)";
pub const RRN: &str = "Αρ. αναφοράς (RRN)";
pub const AUTH_CODE: &str = "Κωδικός έγκρισης";
/// The terminal's own time of the payment.
pub const TERMINAL_TIME: &str = "Ώρα τερματικού";
/// What the card was charged, where it is not the total.
pub const CHARGED: &str = "ΧΡΕΩΘΗΚΕ Η ΚΑΡΤΑ";
pub const CHARGED_LESS: &str = "Εξαργύρωση επιβράβευσης";
pub const CHARGED_MORE: &str = "Επιπλέον χρέωση (φιλοδώρημα)";
/// What that means for the debts.
pub const SETTLED_WHOLE: &str = "Οι οφειλές εξοφλήθηκαν με το ποσό του συνόλου.";

/// The receipt that a void takes back.
pub const VOIDS: &str = "Ακυρώνει το διπλότυπο";
/// The receipt whose money a refund gives back.
pub const REFUNDS: &str = "Επιστροφή ποσού του διπλοτύπου";
/// When that receipt was issued.
pub const ORIGINAL_DATE: &str = "Ημερομηνία διπλοτύπου";
/// Why it is taken back.
pub const REASON: &str = "Αιτιολογία";
/// Stands before an amount in words that goes back.
pub const MINUS: &str = "μείον";
/// Undone on the card.
pub const VOIDED_ON_CARD: &str = "ΑΚΥΡΩΣΗ ΣΤΗΝ ΚΑΡΤΑ";
/// A payment that the terminal never made is taken back: no money went to the card.
pub const NOTHING_ON_THE_CARD: &str = "ΧΩΡΙΣ ΚΙΝΗΣΗ ΣΤΗΝ ΚΑΡΤΑ";
/// Given back to the card.
pub const REFUNDED_TO_CARD: &str = "ΕΠΙΣΤΡΟΦΗ ΣΤΗΝ ΚΑΡΤΑ";
/// Undone account to account.
pub const VOIDED_BY_IRIS: &str = "ΑΚΥΡΩΣΗ ΜΕ IRIS";
/// Given back account to account.
pub const REFUNDED_BY_IRIS: &str = "ΕΠΙΣΤΡΟΦΗ ΜΕ IRIS";
/// What went back to the card, where it is not the total.
pub const GIVEN_BACK: &str = "ΕΠΙΣΤΡΑΦΗΚΕ ΣΤΗΝ ΚΑΡΤΑ";
pub const APPROVER: &str = "Έγκριση";
/// Where the citizen signs.
pub const SIGNATURE: &str = "Υπογραφή πολίτη";
/// The line to sign on; as long as the narrowest paper allows.
pub const SIGNATURE_LINE: &str = "______________________________";

/// The terminal's mark of a contactless payment, in characters that every code page has.
pub const CONTACTLESS: &str = ")))\u{a0}ΑΝΕΠΑΦΗ";
/// Says on a card slip how many characters the printer lacks.
pub const REPLACED: &str = "Χαρακτήρες που δεν έχει ο εκτυπωτής (?)";

/// Who took the payment.
pub const CASHIER: &str = "Ταμίας";
pub const DESK: &str = "Ταμείο";
/// The session of the attempt.
pub const ATTEMPT: &str = "Απόπειρα";
/// The audit digest, as the QR code has it.
pub const VERIFICATION: &str = "Κωδικός ελέγχου";

/// Title of the slip for refused cash.
pub const WAYS_TITLE: &str = "ΤΡΟΠΟΙ ΠΛΗΡΩΜΗΣ";
/// The same in English.
pub const WAYS_TITLE_EN: &str = "WAYS TO PAY";
/// Why the slip is given.
pub const NO_CASH: &str = "Οι οφειλές προς τον Δήμο δεν πληρώνονται με μετρητά.";
/// The same in English.
pub const NO_CASH_EN: &str = "Debts to the municipality cannot be paid in cash.";
/// The three ways, Greek and English.
pub const WAYS: [(&str, &str); 3] = [
    (
        "Ηλεκτρονικά με κάρτα: «Πληρώνω Ηλεκτρονικά» (Open1 | Easy pay) στον ιστότοπο του Δήμου.",
        "Online by card: «Πληρώνω Ηλεκτρονικά» (Open1 | Easy pay) on the municipality's website.",
    ),
    (
        "Με e-banking ή σε οποιαδήποτε τράπεζα, με τον κωδικό RF (ΔΙΑΣ).",
        "By e-banking or at any bank, with the RF code (DIAS).",
    ),
    (
        "Στο ταμείο, στις ώρες λειτουργίας του, με χρεωστική ή πιστωτική κάρτα οποιασδήποτε τράπεζας.",
        "At the desk, in its opening hours, with a debit or credit card of any bank.",
    ),
];
/// What is owed, in both languages.
pub const OWED: &str = "Ποσό / Amount";
/// Says that a slip proves nothing.
pub const NOT_A_RECEIPT: &str = "Δεν αποτελεί απόδειξη πληρωμής.";
/// The same in English.
pub const NOT_A_RECEIPT_EN: &str = "This is not a receipt.";

/// Title of the notice of an unknown outcome.
pub const UNKNOWN_TITLE: &str = "ΑΓΝΩΣΤΗ ΕΚΒΑΣΗ ΠΛΗΡΩΜΗΣ";
/// The same in English.
pub const UNKNOWN_TITLE_EN: &str = "PAYMENT OUTCOME UNKNOWN";
/// Session, in both languages.
pub const ATTEMPT_BOTH: &str = "Απόπειρα / Attempt";
/// Amount, in both languages.
pub const AMOUNT_BOTH: &str = "Ποσό / Amount";
/// Moment, in both languages.
pub const DATE_BOTH: &str = "Ώρα / Time";
/// The debts of an attempt, in both languages.
pub const DEBTS_BOTH: &str = "Οφειλές / Debts:";
/// What the citizen must not do.
pub const DO_NOT_PAY: &str = "ΜΗΝ ΠΛΗΡΩΣΕΤΕ ΞΑΝΑ";
/// The same in English.
pub const DO_NOT_PAY_EN: &str = "DO NOT PAY AGAIN";
pub const UNKNOWN_NEXT: &str = "Η κάρτα σας ίσως χρεώθηκε. Η υπηρεσία ελέγχει την απόπειρα με το τερματικό και την \
     τράπεζα. Αν η κάρτα χρεώθηκε, εκδίδεται διπλότυπο είσπραξης. Αν όχι, η οφειλή μένει ανοιχτή και \
     πληρώνεται κανονικά.";
/// The same in English.
pub const UNKNOWN_NEXT_EN: &str = "Your card may have been charged. We are checking this attempt with the terminal and \
     the bank. If the card was charged, a receipt will be issued. If not, the debt stays open and can be paid as \
     usual.";
/// Title where it would have given money back.
pub const UNKNOWN_BACK_TITLE: &str = "ΑΓΝΩΣΤΗ ΕΚΒΑΣΗ ΕΠΙΣΤΡΟΦΗΣ";
/// The same in English.
pub const UNKNOWN_BACK_TITLE_EN: &str = "REFUND OUTCOME UNKNOWN";
/// What will happen then.
pub const UNKNOWN_BACK_NEXT: &str = "Τα χρήματα ίσως επιστράφηκαν στην κάρτα σας. Η υπηρεσία ελέγχει την απόπειρα με το \
     τερματικό και την τράπεζα. Αν επιστράφηκαν, εκδίδεται παραστατικό επιστροφής. Αν όχι, η είσπραξη ισχύει και η \
     επιστροφή μπορεί να ζητηθεί ξανά.";
/// The same in English.
pub const UNKNOWN_BACK_NEXT_EN: &str = "The money may have gone back to your card. We are checking this attempt with \
     the terminal and the bank. If it went back, a document will be issued. If not, the payment stands and the \
     refund can be asked for again.";
/// Where the citizen asks; the desk's number follows.
pub const UNKNOWN_ASK: &str = "Κρατήστε το σημείωμα και ρωτήστε με τον αριθμό της απόπειρας στο ταμείο";
/// The same in English.
pub const UNKNOWN_ASK_EN: &str = "Keep this note and ask, with the attempt number, at cash desk";

/// Title of the test page.
pub const TEST_TITLE: &str = "ΔΟΚΙΜΗ ΕΚΤΥΠΩΤΗ";
/// The code page and its number.
pub const TEST_CODE_PAGE: &str = "Κωδικοσελίδα, ESC t";
/// Whether the two-byte mode is turned off.
pub const TEST_TWO_BYTE: &str = "Διψήφια γραφή, FS .";
pub const TEST_OFF: &str = "κλειστή";
pub const TEST_AS_IT_IS: &str = "όπως είναι";
/// How a serial printer says that it can take no more.
pub const TEST_FLOW: &str = "Έλεγχος ροής";
/// The columns.
pub const TEST_COLUMNS: &str = "Στήλες";
/// Every capital letter with its accents.
pub const ALPHABET_CAPITAL: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ ΆΈΉΊΌΎΏΪΫ";
/// Every small letter with its accents.
pub const ALPHABET_SMALL: &str = "αβγδεζηθικλμνξοπρσςτυφχψω άέήίόύώϊϋΐΰ";
/// The euro sign or its substitute.
pub const TEST_EURO: &str = "Ευρώ";
/// Guillemets, dash and ellipsis or their substitutes.
pub const TEST_QUOTES: &str = "Εισαγωγικά";
pub const TEST_BOLD: &str = "Έντονα γράμματα";
pub const TEST_DOUBLE: &str = "Διπλά γράμματα";
pub const TEST_SMALL: &str = "Μικρά γράμματα";
/// The text of the test page's QR code.
pub const TEST_QR: &str = "TAMEIO";

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"];

/// Title of the Z report.
pub const Z_TITLE: &str = "ΑΝΑΦΟΡΑ Ζ";
pub const TILL: &str = "Ημέρα ταμείου";
/// When it was opened.
pub const OPENED: &str = "Άνοιγμα";
/// When it was closed.
pub const CLOSED: &str = "Κλείσιμο";
pub const BY: &str = "από";
/// Opened outside the hours; the reason follows.
pub const OUTSIDE_HOURS: &str = "Εκτός ωραρίου";
/// The day has another till beside the one that was closed; the reason follows.
pub const ANOTHER_TILL: &str = "Νέο ταμείο της ίδιας ημέρας";
/// What is said of clocks.
pub const CLOCKS: &str = "ΡΟΛΟΓΙΑ";
/// What the PC's clock showed when somebody accepted it.
pub const CLOCK_SHOWED: &str = "Ώρα υπολογιστή";
/// The latest entry of the books, which the clock stood before.
pub const LATEST_ENTRY: &str = "Τελευταία καταγραφή";
/// How far the terminal's clock is ahead of the PC's.
pub const TERMINAL_CLOCK: &str = "Ρολόι τερματικού";
/// Between two documents, the later of which was booked first.
pub const AFTER: &str = "μετά την";
/// From one cashier to another.
pub const HANDED_OVER: &str = "Παράδοση";
/// Between who gave and who took.
pub const TO: &str = "προς";
pub const FIRST: &str = "Πρώτο παραστατικό";
pub const LAST: &str = "Τελευταίο παραστατικό";
pub const NONE: &str = "-";
pub const SALES: &str = "Εισπράξεις";
pub const VOIDS_MADE: &str = "Ακυρώσεις";
pub const REFUNDS_MADE: &str = "Επιστροφές";
pub const CASH_REFUSED: &str = "Αρνήσεις μετρητών";
/// Sums by revenue code.
pub const BY_REVENUE_CODE: &str = "ΑΝΑ ΚΩΔΙΚΟ ΕΣΟΔΟΥ";
/// Sums by type of card.
pub const BY_CARD_TYPE: &str = "ΑΝΑ ΤΥΠΟ ΚΑΡΤΑΣ";
/// From account to account, apart.
pub const IRIS_APART: &str = "IRIS, εκτός πακέτου";
pub const BY_CASHIER: &str = "ΑΝΑ ΤΑΜΙΑ";
/// Voids and refunds with their reasons.
pub const CORRECTIONS: &str = "ΑΚΥΡΩΣΕΙΣ ΚΑΙ ΕΠΙΣΤΡΟΦΕΣ";
/// Receipts that go on further up, because the books come from a copy.
pub const JUMP_OF_RECEIPTS: &str = "Άλμα αποδείξεων";
/// Series that the copy does not know.
pub const ANY_OTHER: &str = "κάθε άλλη";
pub const JUMP_OF_SESSIONS: &str = "Άλμα συναλλαγών τερματικού";
/// Z reports that do.
pub const JUMP_OF_Z: &str = "Άλμα αναφορών Ζ";
/// Results of the terminal that nobody had asked for, or not like that.
pub const UNCLAIMED: &str = "ΑΠΟΤΕΛΕΣΜΑΤΑ ΤΕΡΜΑΤΙΚΟΥ ΧΩΡΙΣ ΑΙΤΗΜΑ";
/// One of them, by its number.
pub const RESULT: &str = "Αποτέλεσμα";
/// The session that it names.
pub const SESSION: &str = "Συναλλαγή";
/// Money was taken from a card.
pub const MONEY_TAKEN: &str = "χρέωση";
/// Money went back to a card.
pub const MONEY_GIVEN_BACK: &str = "επιστροφή";
/// Nobody knows which way.
pub const MONEY_UNKNOWN: &str = "άγνωστη κατεύθυνση";
pub const BOOKED_AS: &str = "Καταχωρίστηκε ως";
/// It is nothing of this desk, and why.
pub const WRITTEN_OFF: &str = "Διαγράφηκε";
/// At the close the terminal did not say what it holds.
pub const TERMINAL_NOT_ASKED: &str = "Το τερματικό δεν απάντησε στο κλείσιμο: όσα κρατά ελέγχονται όταν επανέλθει.";
pub const BATCHES: &str = "ΠΑΚΕΤΑ ΤΕΡΜΑΤΙΚΟΥ";
/// What the desk has.
pub const OURS: &str = "Στο ταμείο";
/// What the terminal has.
pub const THEIRS: &str = "Στο τερματικό";
pub const DIFFERENCE: &str = "Διαφορά";
/// A payment that only the desk has.
pub const ONLY_OURS: &str = "Μόνο στο ταμείο";
/// A payment that only the terminal has.
pub const ONLY_THEIRS: &str = "Μόνο στο τερματικό";
/// A payment of another amount.
pub const OTHER_AMOUNT: &str = "Άλλο ποσό";
pub const OTHER_TOTALS: &str = "Άλλα σύνολα πακέτου";
/// A row of the terminal's file that is neither a payment nor what goes back.
pub const UNKNOWN_KIND: &str = "Άγνωστο είδος κίνησης";
pub const NOT_COMPARED: &str = "δεν συγκρίθηκε";
/// The number of the last audit entry.
pub const AUDIT_ENTRY: &str = "Εγγραφή ελέγχου";
/// Where the supervisor signs.
pub const Z_SUPERVISOR: &str = "Ο/Η προϊστάμενος/η";
/// Where the cashier signs.
pub const Z_CASHIER: &str = "Ο/Η ταμίας";
