//! The settings of the terminal and of the printer, in the types of the rooms that speak to them.

use std::path::PathBuf;
use std::time::Duration;

use super::error::{Expected, Form};
use super::reader::Section;
use super::rows::{rows, settings};
use super::values::{address, alphanumeric, not_empty, printable};
use crate::domain::worded::worded;
use crate::ecr::{frame::Variant, terminal::Dialect};
use crate::paper::{
    code_page::CodePage,
    device::{Flow, PrinterLink},
    escpos::PrinterProfile,
    page::Columns,
};

const BAUD: std::ops::RangeInclusive<i64> = 300..=4_000_000;

settings! {
    /// The card terminal and how it is spoken to.
    TerminalConfig(section) {
        protocol: Protocol = section.key("protocol",
            "Γλώσσα του τερματικού καρτών: aade (Α.1098/2022), mellon (Mellon / NBG Pay) ή simulated (χωρίς τερματικό).",
            "What the card terminal speaks: aade (Α.1098/2022), mellon (Mellon / NBG Pay) or simulated (no terminal).")
            .word(Protocol::AADE, &[
                (Dialect::Aade.word(), Protocol::AADE),
                (Dialect::Mellon.word(), Protocol { dialect: Dialect::Mellon, simulated: false }),
                ("simulated", Protocol { dialect: Dialect::Aade, simulated: true }),
            ]);
        link: TerminalLink = terminal_link(section);
        /// Nothing: a serial port is looked up by its name, until the first connection shows which device it is.
        usb_serial: Option<String> = section.key("usb_serial",
            "serial: αριθμός σειράς της συσκευής USB του τερματικού, όπως τον δείχνει το «tameio doctor»· έτσι βρίσκεται \
             όπως κι αν ονομάζεται η θύρα του. Κενό: η συσκευή μαθαίνεται στην πρώτη σύνδεση και ισχύει ως το κλείσιμο \
             του προγράμματος.",
            "serial: serial number of the terminal's USB device, as `tameio doctor` shows it: the terminal is then found \
             whatever its port is called. Empty: the device is learned at the first connection and known until the \
             program ends.").optional("");
        variant: Variant = section.key("variant",
            "Ποιος τυπώνει το δελτίο της κάρτας: \"01\" το τερματικό, \"02\" το ταμείο.",
            "Who prints the card slip: \"01\" the terminal, \"02\" the desk.")
            .one_of(Variant::TerminalPrints);
        ecr_id: String = {
            let (default, longest) = match protocol.dialect {
                Dialect::Aade => ("ABC00111222", 11),
                Dialect::Mellon => ("ABC00111", 8),
            };
            section.key("ecr_id",
                "Ταυτότητα του ταμείου όπως δηλώθηκε: 1 έως 11 λατινικά γράμματα ή ψηφία (mellon: έως 8).",
                "The desk's registered identity: 1 to 11 Latin letters or digits (mellon: up to 8).")
                .string(default, |text| alphanumeric(text, longest))
        };
        /// For CONFIRMED, ERROR or ECHO.
        confirm_timeout: Duration = section.key("confirm_timeout_s",
            "Δευτερόλεπτα αναμονής για την επιβεβαίωση του τερματικού.",
            "Seconds to wait for the terminal to confirm.").seconds(2);
        result_timeout: Duration = section.key("result_timeout_s",
            "Δευτερόλεπτα αναμονής για το αποτέλεσμα· το πρωτόκολλο ζητά τουλάχιστον 150.",
            "Seconds to wait for the result; the protocol asks for 150 at least.").seconds(180);
        keep_open: bool = section.key("connection",
            "Γραμμή: per-sale (ανοίγει για κάθε πληρωμή) ή kept (μένει ανοιχτή).\n\
             Χωρίς το κλειδί: per-sale στο δίκτυο, kept στη σειριακή.\n\
             Με kept και aade προηγείται κάθε πληρωμής ένα echo, για να μη ληφθεί μια παλιά απάντηση για δική της.",
            "Line: per-sale (opened for each payment) or kept (stays open). Without the key: per-sale over tcp, kept over \
             serial.\n\
             With kept and aade an echo goes before each payment, so that no old answer is taken for its own.")
            .left_out().word(matches!(link, TerminalLink::Serial { .. }), &[("per-sale", false), ("kept", true)]);
        mac: bool = section.key("mac",
            "Αν τα μηνύματα υπογράφονται (μόνο aade). Τα κλειδιά φορτώνονται με «tameio terminal keys», ποτέ εδώ.",
            "Whether messages are signed (aade only). Keys are loaded by `tameio terminal keys`, never here.")
            .flag_unless(false, (protocol.dialect == Dialect::Mellon).then_some(Expected::Text(Form::NoMac)));
        mac_renew_after: u32 = section.key("mac_renew_after",
            "Μετά από πόσες πληρωμές ανταλλάσσεται νέο κλειδί με το τερματικό.",
            "Payments after which a new key is exchanged with the terminal.").number(500, 1..=100_000);
        iris_accepted: bool = section.key("iris",
            "Πληρωμή IRIS στο τερματικό: accept ή refuse. Το ταμείο δεν μπορεί να την εμποδίσει: και με refuse \
             καταχωρίζεται και τυπώνεται όπως κάθε άλλη, και ο ταμίας ειδοποιείται ότι δεν έπρεπε να γίνει.",
            "IRIS on the terminal: accept or refuse. The desk cannot prevent it: with refuse too it is booked and printed \
             like any other, and the cashier is warned that it should not have been.")
            .word(true, &[("accept", true), ("refuse", false)]);
        custom: String = section.key("custom",
            "Ελεύθερο πεδίο του μηνύματος πληρωμής· \"0\" όταν δεν χρησιμοποιείται.",
            "Free field of the payment message; \"0\" when unused.").string("0", |text| printable(text, 100));
        types_taken: Vec<String> = section.key("txn_types_taken",
            "Είδη συναλλαγής ενός αποτελέσματος aade που σημαίνουν χρέωση (συνήθως όπως στο ISO 8583). Το πρωτόκολλο δεν \
             τα ορίζει: για όσα λείπουν, η κατεύθυνση του χρήματος είναι άγνωστη και την κρίνουν δύο πρόσωπα.",
            "Transaction types of an aade result that mean money taken (as a rule those of ISO 8583). The protocol does \
             not define them: for what is not listed the direction of the money is unknown, and two persons decide.")
            .list(&["00"], |text| printable(text, 16));
        types_given_back: Vec<String> = section.key("txn_types_given_back",
            "Το ίδιο για την επιστροφή χρημάτων στην κάρτα.",
            "The same for money given back to the card.").list(&["20"], |text| printable(text, 16));
    }
}

impl TerminalConfig {
    /// Whether the terminal can be asked about an answer that was lost: `mellon` has no such question.
    pub fn can_be_asked_again(&self) -> bool {
        self.protocol.dialect == Dialect::Aade
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protocol {
    pub dialect: Dialect,
    /// No terminal: the simulator in the same process.
    pub simulated: bool,
}

impl Protocol {
    const AADE: Protocol = Protocol { dialect: Dialect::Aade, simulated: false };
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TerminalLink {
    Tcp {
        /// `host:port`.
        address: String,
    },
    Serial {
        /// `/dev/ttyACM0`, `COM3`.
        port: String,
        /// Bits per second.
        baud: u32,
    },
}

/// Both kinds are checked, whichever is used: a mistake that sleeps is found on the worst day.
fn terminal_link(section: &Section<'_, '_>) -> TerminalLink {
    let link = section.key(
        "link",
        "Σύνδεση: tcp (δίκτυο) ή serial (σειριακή ή USB).",
        "Link: tcp (network) or serial (serial or USB).",
    );
    let serial = link.word(false, &[("tcp", false), ("serial", true)]);
    let place =
        section.key("address", "tcp: διεύθυνση και θύρα του τερματικού.", "tcp: the terminal's address and port.");
    let address = place.string("192.0.2.10:4000", address);
    let port =
        section.key("port", "serial: θύρα, π.χ. /dev/ttyACM0 ή COM3.", "serial: port, such as /dev/ttyACM0 or COM3.");
    let port = port.string("/dev/ttyACM0", not_empty);
    let baud = section.key("baud", "serial: ταχύτητα σε bit ανά δευτερόλεπτο.", "serial: bits per second.");
    let baud = baud.number(115_200, BAUD);
    if serial { TerminalLink::Serial { port, baud } } else { TerminalLink::Tcp { address } }
}

settings! {
    PrinterConfig(section) {
        /// A relative file belongs to the data directory.
        link: PrinterLink = printer_link(section);
        profile: PrinterProfile = profile(section);
        confirm: PrintConfirm = section.key("confirm",
            "Ποιος βεβαιώνει ότι τυπώθηκε: auto (ο εκτυπωτής με GS r, αλλιώς ο ταμίας), asb (ο εκτυπωτής με την αυτόματη\n\
             κατάσταση GS a, για όσους δεν απαντούν στο GS r) ή sent (αρκεί η αποστολή).",
            "Who says that it was printed: auto (the printer by GS r, else the cashier), asb (the printer by its automatic\n\
             status GS a, for those that do not answer GS r) or sent (sending is enough).")
            .one_of(PrintConfirm::Auto);
    }
}

worded! {
    /// Who says that a receipt was printed.
    pub enum PrintConfirm {
        /// The printer where it can answer, the cashier where it cannot.
        Auto = "auto",
        /// The same by the automatic status, for a printer that answers no question in its turn.
        AutomaticStatus = "asb",
        /// Sent is taken for printed: for a file, or a printer that cannot answer and is watched.
        Sent = "sent",
    }
}

fn profile(section: &Section<'_, '_>) -> PrinterProfile {
    let default = PrinterProfile::new(Columns::C48, CodePage::Pc737);
    rows! { PrinterProfile {
        columns = section.key("columns",
            "Χαρακτήρες ανά γραμμή: 48 ή 42 για χαρτί 80 mm, 32 για 58 mm.",
            "Characters a line: 48 or 42 on 80 mm, 32 on 58 mm.")
            .integer("48", default.columns, Expected::OneOf(vec!["48", "42", "32"]), |count| {
                u32::try_from(count).ok().and_then(Columns::from_count)
            });
        code_page = section.key("code_page",
            "Ελληνική κωδικοσελίδα: PC737, WPC1253, ISO8859-7, PC869 ή PC851.",
            "Greek code page, one of these.")
            .one_of(default.code_page);
        code_page_number = section.key("code_page_number",
            "Αριθμός της κωδικοσελίδας στον εκτυπωτή (ESC t), 0 έως 255· διαφέρει ανά κατασκευαστή.\n\
             Χωρίς το κλειδί, οι αριθμοί της Epson: PC737 14, WPC1253 47, ISO8859-7 15, PC869 38, PC851 11.",
            "The printer's number for the code page (ESC t), 0 to 255; makers differ. Without the key, Epson's numbers.")
            .left_out().number(code_page.default_number(), 0..=255);
        kanji_off = section.key("kanji_off",
            "true: κλείνει τη διψήφια γραφή (FS .) σε φθηνούς εκτυπωτές που τυπώνουν τα ελληνικά σαν κινέζικα.",
            "true: turns the two-byte mode off (FS .), for cheap printers that print Greek as Chinese.")
            .flag(default.kanji_off);
        euro = section.key("euro",
            "Τι τυπώνεται αντί για το σύμβολο του ευρώ όπου λείπει.",
            "What is printed for the euro sign where it is missing.")
            .string(&default.euro, |text| {
                let fits = (1..=8).contains(&text.chars().count()) && !text.trim().is_empty();
                if fits { Ok(text.to_owned()) } else { Err(Expected::UpTo(8, Form::ShortText)) }
            });
        cut = section.key("cut",
            "Αν κόβεται το χαρτί μετά από κάθε απόδειξη.",
            "Whether the paper is cut after each receipt.").flag(default.cut);
        print_qr = section.key("qr",
            "Αν τυπώνεται κωδικός QR για έλεγχο της απόδειξης.",
            "Whether the QR code for verification is printed.").flag(default.print_qr);
    } }
}

worded! {
    /// The words of `printer.link`, whose places are keys of their own.
    enum Link {
        File = "file",
        Tcp = "tcp",
        Serial = "serial",
        Usb = "usb",
        Screen = "screen",
    }
}

fn printer_link(section: &Section<'_, '_>) -> PrinterLink {
    let link = section.key(
        "link",
        "Σύνδεση: file, tcp, serial, usb ή screen (οθόνη).",
        "Link: file, tcp, serial, usb or screen.",
    );
    let link = link.one_of(Link::File);
    let file = "receipt.bin";
    let default = if link == Link::Usb { PrinterLink::usb_printer() } else { PathBuf::from(file) };
    let path = section.key(
        "path",
        "file: κάθε απόδειξη προστίθεται στο αρχείο· σχετική διαδρομή = μέσα στον κατάλογο δεδομένων.\n\
         usb: η συσκευή με ολόκληρη τη διαδρομή της, π.χ. /dev/usb/lp0 (αυτή ισχύει και χωρίς το κλειδί).",
        "file: each receipt is appended; a relative path belongs to the data directory.\n\
         usb: the device with its whole path, such as /dev/usb/lp0 (which also holds without the key).",
    );
    let path = path.value(file, default, |text| match not_empty(text).map(PathBuf::from)? {
        // Left over from `file`, it would quietly make a file where paper is expected.
        path if link == Link::Usb && path.is_relative() => Err(Expected::Text(Form::Device)),
        path => Ok(path),
    });
    let place = section.key("address", "tcp: διεύθυνση και θύρα.", "tcp: address and port.");
    let address = place.string("192.0.2.20:9100", address);
    let port =
        section.key("port", "serial: θύρα, π.χ. /dev/ttyUSB0 ή COM4.", "serial: port, such as /dev/ttyUSB0 or COM4.");
    let port = port.string("/dev/ttyUSB0", not_empty);
    let (greek, english) = (
        "serial: ταχύτητα· γράφεται στη δοκιμαστική σελίδα του εκτυπωτή.",
        "serial: bits per second; the printer's own test page states it.",
    );
    let baud = section.key("baud", greek, english).number(9_600, BAUD);
    let flow = section.key("flow",
        "serial: πώς λέει ο εκτυπωτής «περίμενε»: none, xonxoff ή rtscts (στη δοκιμαστική του σελίδα: Handshaking XON/XOFF ή\n\
         DTR/BUSY). Με none, ό,τι δεν προλαβαίνει να τυπώσει χάνεται.",
        "serial: how the printer says «wait»: none, xonxoff or rtscts (on its own test page: handshaking XON/XOFF or\n\
         DTR/BUSY). With none, what it is too slow for is lost.");
    let flow = flow.one_of(Flow::None);
    match link {
        Link::File => PrinterLink::File(path),
        Link::Tcp => PrinterLink::Tcp { address },
        Link::Serial => PrinterLink::Serial { port, baud, flow },
        Link::Usb => PrinterLink::Usb(path),
        Link::Screen => PrinterLink::Screen,
    }
}
