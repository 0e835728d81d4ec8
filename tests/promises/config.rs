//! The configuration file: its template is its defaults, and each mistake is named with its line.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tameio::config::{
    Config, ConfigError, Expected, Form, PrintConfirm, Problem, TerminalLink, ThemeChoice, ValueKind, WindowSetting,
};
use tameio::domain::debt::Allocation;
use tameio::domain::hours::Span;
use tameio::domain::money::DecimalMark;
use tameio::ecr::frame::Variant;
use tameio::ecr::terminal::Dialect;
use tameio::exchange::mapping::{Encoding, Field};
use tameio::paper::code_page::CodePage;
use tameio::paper::device::{Flow, PrinterLink};
use tameio::paper::page::Columns;
use tameio::text::{Language, Text, say};

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("tameio.toml"))
}

fn ok(text: &str) -> Config {
    parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Line, column, key and problem of a text that must be refused.
fn err(text: &str) -> (usize, usize, String, Problem) {
    let error = parse(text).expect_err(text);
    assert_eq!(error.file, Path::new("tameio.toml"));
    (error.line, error.column, error.key, error.problem)
}

fn bad(value: &str, expected: Expected) -> Problem {
    Problem::BadValue { value: value.to_owned(), expected }
}

/// `[section]` and one key: what is wrong with it, which must be on line 2.
fn problem_of(section: &str, line: &str) -> Problem {
    let (found, _, key, problem) = err(&format!("[{section}]\n{line}\n"));
    assert_eq!(found, 2, "{line}");
    let name = line.split(['=', ' ']).next().unwrap();
    assert_eq!(key, format!("{section}.{name}"));
    problem
}

#[test]
fn the_template_is_the_defaults() {
    assert_eq!(ok(&Config::template()), Config::default());
}

/// `UPDATE_GOLDEN=1` writes the file anew.
#[test]
fn the_file_of_the_repository_is_made_of_the_settings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/tameio.toml");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, Config::template()).unwrap();
    }
    // A checkout on Windows has its own line ends.
    assert_eq!(std::fs::read_to_string(path).unwrap().replace("\r\n", "\n"), Config::template());
}

#[test]
fn keys_that_older_programs_wrote_are_passed_over() {
    assert_eq!(ok("[window]\nsounds = true\ndisplay_customer = false\n"), Config::default());
    assert!(!Config::template().contains("sounds"));
    let (.., problem) = err("[window]\nsound = true\n");
    assert!(matches!(problem, Problem::UnknownKey { known } if !known.contains(&"sounds")));
}

#[test]
fn an_empty_file_is_the_defaults() {
    assert_eq!(ok(""), Config::default());
    assert_eq!(ok("[hours]\n[terminal]\n[import.debts]\n"), Config::default());
}

#[test]
fn the_template_comments_each_key_in_greek_and_english() {
    let greek = |line: &str| line.chars().any(|c| ('α'..='ω').contains(&c));
    let english = |line: &str| line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2).count() > 0;
    let mut comment = String::new();
    let mut keys = 0;
    for line in Config::template().lines() {
        let key = line
            .trim_start_matches("# ")
            .split_once(" = ")
            .filter(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        if let Some((name, _)) = key {
            assert!(greek(&comment) && english(&comment), "{name}: {comment}");
            comment.clear();
            keys += 1;
        } else if let Some(words) = line.strip_prefix('#') {
            comment.push_str(words);
        } else {
            comment.clear();
        }
    }
    assert_eq!(keys, 120);
}

#[test]
fn the_keys_that_the_template_leaves_out_are_known() {
    let uncommented = Config::template()
        .replace("# connection = ", "connection = ")
        .replace("# code_page_number = ", "code_page_number = ");
    assert_eq!(ok(&uncommented), Config::default());
    assert_ne!(uncommented, Config::template());
}

#[test]
fn each_section_is_read() {
    let config = ok(r##"
[municipality]
name = "ΔΗΜΟΣ ΠΥΛΑΙΑΣ"
address = "Οδός 1"
afm = "EL 094019245"
tax_office = "Ζ΄ Θεσσαλονίκης"
department = ""
[desk]
id = "K2"
series = "Β"
[hours]
mon = "07:30-14:30"
fri = "09:00-12:00"
thu = ""
holidays_extra = ["2026-10-26", 2027-10-26]
holidays_cancelled = ["2027-05-01"]
[payments]
allow_parts = true
minimum = "20.00"
allocation = "capital-first"
amounts_bound = true
[terminal]
protocol = "mellon"
link = "serial"
port = "COM3"
baud = 9600
usb_serial = " 6A-0042 "
variant = "02"
ecr_id = "DESK0001"
confirm_timeout_s = 5
result_timeout_s = 1
iris = "refuse"
custom = "000000000012"
[printer]
link = "serial"
port = '\\.\COM12'
baud = 38_400
flow = "xonxoff"
kanji_off = true
columns = 32
code_page = "WPC1253"
euro = "€"
cut = false
qr = false
confirm = "sent"
[import.old]
encoding = "windows-1253"
separator = "\t"
decimal = "."
date = "%Y-%m-%d"
cancelled_words = ["Χ"]
columns = { external_id = "ID", name = "ΟΝΟΜΑ", afm = "" }
[window]
theme = "high-contrast"
scale = 150
lock_after_s = 60
language = "en"
"##);
    assert_eq!(config.municipality.afm.as_deref(), Some("094019245"));
    assert_eq!(config.municipality.department, None);
    assert_eq!(config.municipality.address.as_deref(), Some("Οδός 1"));
    assert_eq!((config.desk.id.as_str(), config.desk.series.as_str()), ("K2", "Β"));
    let default = Config::default().hours;
    assert_eq!(config.hours.week[0], Some(Span::parse("07:30-14:30").unwrap()));
    assert_eq!(config.hours.week[1], default.week[1]);
    assert_eq!(config.hours.week[3], None);
    assert_eq!(config.hours.week[4], Some(Span::parse("09:00-12:00").unwrap()));
    assert_eq!(
        config.hours.holidays_extra.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2026-10-26", "2027-10-26"]
    );
    assert_eq!(config.hours.holidays_cancelled[0].to_string(), "2027-05-01");
    assert!(config.payments.allow_parts && config.payments.amounts_bound);
    assert_eq!(config.payments.minimum.cents(), 2000);
    assert_eq!(config.payments.allocation, Allocation::CapitalFirst);
    let terminal = config.terminal;
    assert_eq!((terminal.protocol.dialect, terminal.protocol.simulated), (Dialect::Mellon, false));
    assert_eq!(terminal.link, TerminalLink::Serial { port: "COM3".to_owned(), baud: 9600 });
    assert_eq!(terminal.usb_serial.as_deref(), Some("6A-0042"));
    assert_eq!(terminal.variant, Variant::DeskPrints);
    assert_eq!(terminal.ecr_id, "DESK0001");
    assert_eq!((terminal.confirm_timeout, terminal.result_timeout), (Duration::from_secs(5), Duration::from_secs(1)));
    assert!(!terminal.iris_accepted && !terminal.mac);
    assert_eq!(terminal.custom, "000000000012");
    let printer = config.printer;
    assert_eq!(printer.link, PrinterLink::Serial { port: r"\\.\COM12".to_owned(), baud: 38_400, flow: Flow::XonXoff });
    let paper = printer.profile;
    assert_eq!((paper.columns, paper.code_page, paper.code_page_number), (Columns::C32, CodePage::Wpc1253, 47));
    assert_eq!(paper.euro, "€");
    assert!(!paper.cut && !paper.print_qr && paper.kanji_off);
    assert_eq!(printer.confirm, PrintConfirm::Sent);
    let old = &config.import.mappings["old"];
    assert_eq!((old.encoding, old.separator, old.decimal), (Encoding::Windows1253, '\t', DecimalMark::Point));
    assert_eq!(old.date, "%Y-%m-%d");
    assert_eq!((old.columns.external_id.as_str(), old.columns.header(Field::Afm)), ("ID", None));
    assert_eq!(old.columns.year, "Έτος", "a title that is not given keeps its default");
    assert_eq!(old.cancelled_words, ["Χ"]);
    assert_eq!(config.import.mappings["debts"], Config::default().import.mappings["debts"]);
    assert_eq!((config.window.theme, config.window.scale), (ThemeChoice::HighContrast, 150));
    assert_eq!((config.window.lock_after, config.window.language), (Duration::from_secs(60), Language::En));
}

#[test]
fn a_line_is_kept_open_over_serial_unless_the_file_says_otherwise() {
    let kept = |text: &str| ok(&format!("[terminal]\n{text}\n")).terminal.keep_open;
    assert!(!kept("link = \"tcp\""));
    assert!(kept("link = \"serial\""));
    assert!(kept("link = \"tcp\"\nconnection = \"kept\""));
    assert!(!kept("link = \"serial\"\nconnection = \"per-sale\""));
}

#[test]
fn a_code_page_brings_its_number_unless_the_file_says_otherwise() {
    for (page, number) in [("PC737", 14), ("WPC1253", 47), ("ISO8859-7", 15), ("PC869", 38), ("PC851", 11)] {
        let config = ok(&format!("[printer]\ncode_page = \"{page}\"\n"));
        assert_eq!(config.printer.profile.code_page_number, number, "{page}");
    }
    assert_eq!(ok("[printer]\ncode_page = \"PC737\"\ncode_page_number = 64\n").printer.profile.code_page_number, 64);
}

#[test]
fn printer_links_take_the_keys_that_are_theirs() {
    let link = |text: &str| ok(&format!("[printer]\n{text}\n")).printer.link;
    assert_eq!(link("link = \"file\""), PrinterLink::File(PathBuf::from("receipt.bin")));
    assert_eq!(link("path = \"/tmp/paper\""), PrinterLink::File(PathBuf::from("/tmp/paper")));
    assert_eq!(link("link = \"usb\""), PrinterLink::Usb(PathBuf::from("/dev/usb/lp0")));
    assert_eq!(link("link = \"screen\""), PrinterLink::Screen);
    assert_eq!(link("link = \"tcp\"\naddress = \"[::1]:9100\""), PrinterLink::Tcp { address: "[::1]:9100".to_owned() });
    assert_eq!(
        problem_of("printer", "path = \"receipt.bin\"\nlink = \"usb\""),
        bad("receipt.bin", Expected::Text(Form::Device)),
        "the file's path must not become a printer's"
    );
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_keys_there_are() {
    let (line, column, key, problem) = err("[desk]\nid = \"1\"\n  serie = \"A\"\n");
    assert_eq!((line, column, key.as_str()), (3, 3, "desk.serie"));
    assert_eq!(problem, Problem::UnknownKey { known: vec!["id", "series"] });
    let (line, _, key, _) = err("# a\n\n[printers]\nlink = \"tcp\"\n");
    assert_eq!((line, key.as_str()), (3, "printers"));
    let (line, column, key, problem) = err("[import.debts]\ncolumns = { afm = \"ΑΦΜ\", onoma = \"Ο\" }\n");
    assert_eq!((line, column, key.as_str()), (2, 26, "import.debts.columns.onoma"));
    assert!(matches!(problem, Problem::UnknownKey { known } if known.contains(&"name")));
    let (line, _, key, _) = err("[import.debts]\r\nencoding = \"utf-8\"\r\nsep = \";\"\r\n");
    assert_eq!((line, key.as_str()), (3, "import.debts.sep"));
}

#[test]
fn the_first_unknown_key_of_a_section_is_the_one_named() {
    let (line, _, key, _) = err("[desk]\nzeta = 1\nalpha = 2\n");
    assert_eq!((line, key.as_str()), (2, "desk.zeta"));
}

#[test]
fn a_wrong_type_says_what_stands_there_and_what_should() {
    use ValueKind::{Array, Boolean, Float, Integer, Table, Text};
    for (section, line, expected, found) in [
        ("desk", "id = 1", Text, Integer),
        ("payments", "minimum = 1.00", Text, Float),
        ("payments", "allow_parts = \"ναι\"", Boolean, Text),
        ("terminal", "baud = \"115200\"", Integer, Text),
        ("terminal", "mac = 1", Boolean, Integer),
        ("printer", "columns = \"48\"", Integer, Text),
        ("hours", "holidays_extra = \"2026-10-26\"", Array, Text),
        ("hours", "holidays_extra = [20261026]", Text, Integer),
        ("import", "debts = \"utf-8\"", Table, Text),
    ] {
        assert_eq!(problem_of(section, line), Problem::WrongType { expected, found }, "{line}");
    }
    let (line, _, key, problem) = err("\n\ndesk = \"1\"\n");
    assert_eq!((line, key.as_str()), (3, "desk"));
    assert_eq!(problem, Problem::WrongType { expected: Table, found: Text });
}

#[test]
fn a_bad_value_says_what_was_expected() {
    use Expected as E;
    for (section, line, value, expected) in [
        ("municipality", "name = \" \"", " ", E::Text(Form::NotEmpty)),
        ("municipality", "afm = \"094019246\"", "094019246", E::Text(Form::Afm)),
        ("desk", "id = \"ΤΑΜΕΙΟ\"", "ΤΑΜΕΙΟ", E::UpTo(8, Form::Alphanumeric)),
        ("desk", "id = \"123456789\"", "123456789", E::UpTo(8, Form::Alphanumeric)),
        ("desk", "series = \"A-1\"", "A-1", E::UpTo(8, Form::Series)),
        ("hours", "mon = \"8.30-13.00\"", "8.30-13.00", E::Text(Form::Span)),
        ("hours", "tue = \"13:00-08:30\"", "13:00-08:30", E::Text(Form::Span)),
        ("hours", "holidays_extra = [\"2026-10-26\", \"26/10/2027\"]", "26/10/2027", E::Text(Form::Date)),
        ("hours", "holidays_extra = [\"2026-02-30\"]", "2026-02-30", E::Text(Form::Date)),
        ("hours", "holidays_cancelled = [2026-05-01T08:00:00]", "2026-05-01T08:00:00", E::Text(Form::Date)),
        ("payments", "minimum = \"1,00\"", "1,00", E::Text(Form::Amount)),
        ("payments", "minimum = \"0.00\"", "0.00", E::Text(Form::Amount)),
        ("payments", "allocation = \"κεφάλαιο\"", "κεφάλαιο", E::OneOf(vec!["surcharge-first", "capital-first"])),
        ("terminal", "protocol = \"AADE\"", "AADE", E::OneOf(vec!["aade", "mellon", "simulated"])),
        ("terminal", "link = \"usb\"", "usb", E::OneOf(vec!["tcp", "serial"])),
        ("terminal", "address = \"192.0.2.10\"", "192.0.2.10", E::Text(Form::Address)),
        ("terminal", "address = \"host:0\"", "host:0", E::Text(Form::Address)),
        ("terminal", "address = \"::1:4000\"", "::1:4000", E::Text(Form::Address)),
        ("terminal", "port = \"\"", "", E::Text(Form::NotEmpty)),
        ("terminal", "baud = 0", "0", E::Range { min: 300, max: 4_000_000 }),
        ("terminal", "variant = \"1\"", "1", E::OneOf(vec!["01", "02"])),
        ("terminal", "ecr_id = \"ABC001112223\"", "ABC001112223", E::UpTo(11, Form::Alphanumeric)),
        ("terminal", "confirm_timeout_s = 0", "0", E::Range { min: 1, max: 3600 }),
        ("terminal", "result_timeout_s = 3601", "3601", E::Range { min: 1, max: 3600 }),
        ("terminal", "connection = \"always\"", "always", E::OneOf(vec!["per-sale", "kept"])),
        ("terminal", "iris = \"true\"", "true", E::OneOf(vec!["accept", "refuse"])),
        ("terminal", "custom = \"a/b\"", "a/b", E::UpTo(100, Form::Printable)),
        ("printer", "columns = 40", "40", E::OneOf(vec!["48", "42", "32"])),
        (
            "printer",
            "code_page = \"CP737\"",
            "CP737",
            E::OneOf(vec!["PC737", "WPC1253", "ISO8859-7", "PC869", "PC851"]),
        ),
        ("printer", "code_page_number = 256", "256", E::Range { min: 0, max: 255 }),
        ("printer", "euro = \"\"", "", E::UpTo(8, Form::ShortText)),
        ("printer", "confirm = \"never\"", "never", E::OneOf(vec!["auto", "asb", "sent"])),
        ("window", "theme = \"blue\"", "blue", E::OneOf(vec!["light", "dark", "high-contrast"])),
        ("window", "scale = 90", "90", E::Range { min: 100, max: 175 }),
        ("window", "language = \"gr\"", "gr", E::OneOf(vec!["el", "en"])),
        (
            "import.debts",
            "encoding = \"UTF-16\"",
            "UTF-16",
            E::OneOf(vec!["utf-8", "windows-1253", "iso-8859-7", "cp737", "cp869"]),
        ),
        ("import.debts", "separator = \";;\"", ";;", E::Text(Form::Separator)),
        ("import.debts", "separator = \"·\"", "·", E::Text(Form::Separator)),
        ("import.debts", "decimal = \"'\"", "'", E::OneOf(vec![",", "."])),
        ("import.debts", "cancelled_words = [\"\"]", "", E::Text(Form::NotEmpty)),
        ("import.debts.columns", "name = \"\"", "", E::Text(Form::NotEmpty)),
        ("import.debts", "date = \"dd/mm/yyyy\"", "dd/mm/yyyy", E::Text(Form::DateForm)),
        ("import.debts", "date = \"%d/%m/%Y %H\"", "%d/%m/%Y %H", E::Text(Form::DateForm)),
        ("import.debts", "date = \"%Q\"", "%Q", E::Text(Form::DateForm)),
    ] {
        assert_eq!(problem_of(section, line), bad(value, expected), "{line}");
    }
}

#[test]
fn mellon_takes_a_shorter_identity_and_no_mac() {
    assert_eq!(ok("[terminal]\nprotocol = \"mellon\"\n").terminal.ecr_id.len(), 8);
    let (line, _, key, problem) = err("[terminal]\nprotocol = \"mellon\"\necr_id = \"ABC00111222\"\n");
    assert_eq!((line, key.as_str()), (3, "terminal.ecr_id"));
    assert_eq!(problem, bad("ABC00111222", Expected::UpTo(8, Form::Alphanumeric)));
    let (line, _, _, problem) = err("[terminal]\nmac = true\nprotocol = \"mellon\"\n");
    assert_eq!((line, problem), (2, bad("true", Expected::Text(Form::NoMac))));
}

#[test]
fn what_is_not_toml_is_named_with_its_line() {
    for (text, line) in [
        ("[desk]\nid = \n", 2),
        ("[desk]\nid = \"1\"\nid = \"2\"\n", 3),
        ("[desk\nid = \"1\"\n", 1),
        ("[desk]\n\nid = 'a\"\n", 3),
        ("[terminal]\nvariant = 01\n", 2),
    ] {
        let (found, _, _, problem) = err(text);
        assert!(matches!(problem, Problem::Toml(_)), "{text}: {problem:?}");
        assert_eq!(found, line, "{text}");
    }
}

#[test]
fn a_windows_path_in_double_quotes_gets_its_own_hint() {
    for path in [r"C:\Users\me\receipt.bin", r"D:\δεδομένα\a.bin", r"\\.\COM12", r"C:\temp\new.bin", r"C:\x"] {
        let (line, _, _, problem) = err(&format!("[printer]\nlink = \"file\"\npath = \"{path}\"\n"));
        assert_eq!((line, problem), (3, Problem::Backslash), "{path}");
        let whole = ok(&format!("[printer]\npath = '{path}'\n"));
        assert_eq!(whole.printer.link, PrinterLink::File(PathBuf::from(path)));
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{}", Config::template().replace('\n', "\r\n"));
    assert_eq!(ok(&text), Config::default());
}

#[test]
fn a_file_is_loaded_or_its_error_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tameio.toml");
    let missing = Config::load(&path).unwrap_err();
    assert_eq!((missing.line, missing.problem), (0, Problem::Unreadable(ErrorKind::NotFound)));
    std::fs::write(&path, Config::template()).unwrap();
    assert_eq!(Config::load(&path).unwrap(), Config::default());
    std::fs::write(&path, b"[municipality]\nname = \"\xc4\xc7\xcc\xcf\xd3\"\n").unwrap();
    let greek = Config::load(&path).unwrap_err();
    assert_eq!((greek.line, greek.column, &greek.problem), (2, 9, &Problem::NotUtf8));
    assert_eq!(greek.file, path);
}

#[test]
fn each_mistake_has_a_sentence_with_its_place_in_both_languages() {
    for text in [
        "[desk]\nid = \n",
        "[desk]\nserie = \"A\"\n",
        "[desk]\nid = 1\n",
        "[desk]\nid = \"-\"\n",
        "[desk]\nseries = \"-\"\n",
        "[hours]\nmon = \"x\"\n",
        "[hours]\nholidays_extra = [\"x\"]\n",
        "[payments]\nminimum = \"x\"\n",
        "[municipality]\nname = \"\"\n",
        "[municipality]\nafm = \"1\"\n",
        "[terminal]\nprotocol = \"x\"\n",
        "[terminal]\naddress = \"x\"\n",
        "[terminal]\ncustom = \"/\"\n",
        "[terminal]\nbaud = 1\n",
        "[terminal]\nmac = true\nprotocol = \"mellon\"\n",
        "[printer]\npath = \"C:\\Users\"\n",
        "[printer]\npath = \"lp0\"\nlink = \"usb\"\n",
        "[printer]\neuro = \"\"\n",
        "[import.debts]\ndate = \"x\"\n",
        "[import.debts]\nseparator = \"xx\"\n",
    ] {
        let error = parse(text).unwrap_err();
        for language in [Language::El, Language::En] {
            let sentence = say::config_error(&Text::new(language), &error);
            assert!(sentence.contains("tameio.toml"), "{sentence}");
            assert!(sentence.contains(&error.line.to_string()), "{sentence}");
            // A stray backslash is named by its place alone: the parser stops before it knows the key.
            assert!(error.problem == Problem::Backslash || sentence.contains(&error.key), "{sentence}");
            assert!(!sentence.contains("config-") && !sentence.contains('{'), "{sentence}");
            let greek = sentence.chars().filter(|c| ('α'..='ω').contains(c)).count();
            assert_eq!(greek > 20, language == Language::El, "{sentence}");
        }
    }
    let missing = Config::load(Path::new("/nonexistent/tameio.toml")).unwrap_err();
    assert!(say::config_error(&Text::new(Language::El), &missing).contains("/nonexistent/tameio.toml"));
}

#[test]
fn a_setting_is_kept_in_a_file_that_is_not_there_yet_with_every_other_default() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tameio.toml");
    WindowSetting::Scale(150).keep(&file).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let mut wanted = Config::default();
    wanted.window.scale = 150;
    assert_eq!(ok(&text), wanted);
    assert_eq!(text, Config::template().replace("\nscale = 100\n", "\nscale = 150\n"), "nothing else differs");
}

#[test]
fn every_setting_of_the_window_is_kept_and_read_again_and_nothing_else_is_touched() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tameio.toml");
    let before = "\u{feff}# σχόλιο\r\n[desk] # η θέση\r\nid = '2'\r\n";
    let themes = ThemeChoice::ALL.map(WindowSetting::Theme);
    let languages = tameio::domain::language::Language::ALL.map(WindowSetting::Language);
    for setting in themes.into_iter().chain(languages).chain([100, 175].map(WindowSetting::Scale)) {
        std::fs::write(&file, before).unwrap();
        setting.keep(&file).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with(before.trim_end()), "{text:?}");
        let (window, config) = (Config::load(&file).unwrap().window, Config::load(&file).unwrap());
        assert_eq!(config.desk.id, "2");
        match setting {
            WindowSetting::Theme(theme) => assert_eq!(window.theme, theme),
            WindowSetting::Scale(scale) => assert_eq!(window.scale, scale),
            WindowSetting::Language(language) => assert_eq!(window.language, language),
        }
    }
}

#[test]
fn a_setting_that_cannot_be_kept_leaves_the_file_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tameio.toml");
    for before in ["[window]\nscale = 9000\n", "window = 3\n", "[window\n"] {
        std::fs::write(&file, before).unwrap();
        WindowSetting::Scale(125).keep(&file).unwrap_err();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    }
    let nowhere = dir.path().join("no/such/folder/tameio.toml");
    let error = WindowSetting::Scale(125).keep(&nowhere).unwrap_err();
    assert!(matches!(error.problem, Problem::Unwritable(_)), "{error:?}");
}
