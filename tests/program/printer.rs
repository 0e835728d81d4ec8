//! Printers that are slow, half deaf or begin in Chinese: exit codes and what people read.

use tameio::paper::simulator::{Answers, Build, Mechanism, PrinterSimulator};
use tameio_testing::program::{Desk, RF_ONE};

fn desk_with(printer: &str) -> Desk {
    let mut desk = Desk::open();
    desk.settings.terminal = "protocol = \"simulated\"\n".to_owned();
    desk.settings.printer = printer.to_owned();
    desk.write_config();
    desk
}

#[test]
fn what_a_print_server_says_for_its_printer_is_exit_8_and_the_cashiers_word() {
    let build = Build { answers: Answers::RealTime, bytes_a_second: 300, roll: 900, ..Build::SLOW };
    let printer = PrinterSimulator::serve(Mechanism::new(build)).unwrap();
    let desk = desk_with(&format!("link = \"tcp\"\naddress = \"{}\"\n", printer.address()));
    let paid = desk.pay(&[RF_ONE]).expect(8).json();
    assert_eq!((&paid["outcome"], &paid["printed"]), (&"approved".into(), &false.into()));
    assert!(printer.look(|mechanism| mechanism.paper().len()) <= 900);
    let number = paid["receipt"].as_str().unwrap();
    assert_eq!(desk.run(&["receipt", "confirm", number, "--json"]).expect(0).json()["printed"], true);
}

#[test]
fn a_printer_that_says_so_after_the_paper_is_exit_0() {
    let printer = PrinterSimulator::serve(Mechanism::new(Build { bytes_a_second: 4_000, ..Build::SLOW })).unwrap();
    let desk = desk_with(&format!("link = \"tcp\"\naddress = \"{}\"\n", printer.address()));
    assert_eq!(desk.pay(&[RF_ONE]).expect(0).json()["printed"], true);
    assert!(printer.look(|mechanism| mechanism.paper().ends_with(b"\x1dVB\x00")), "the cut is on it");
}

#[test]
fn the_two_byte_mode_is_turned_off_on_every_paper_where_the_settings_say_so() {
    for (setting, begins) in [("", &b"\x1b@\x1bt\x0e"[..]), ("kanji_off = true\n", b"\x1b@\x1c.\x1bt\x0e")] {
        let desk = desk_with(&format!("link = \"file\"\npath = \"receipts.bin\"\n{setting}"));
        for paper in [&["printer", "test"][..], &["printer", "test", "--all-pages"]] {
            let before = desk.paper().len();
            desk.run(paper).expect(0);
            assert!(desk.paper()[before..].starts_with(begins), "{paper:?} with {setting:?}");
        }
        desk.pay(&[RF_ONE]).expect(0);
        assert_eq!(desk.paper().windows(begins.len()).filter(|bytes| *bytes == begins).count(), 3);
    }
}

#[test]
fn the_doctor_says_what_helps_letters_and_a_slow_serial_printer() {
    let remedy = |desk: &Desk| {
        let found = desk.run(&["doctor", "--json", "--lang", "en"]).json();
        let printer =
            found["findings"].as_array().unwrap().iter().find(|one| one["what"] == "printer").unwrap().clone();
        (printer["verdict"].as_str().unwrap().to_owned(), printer["remedy"].as_str().unwrap_or_default().to_owned())
    };
    let printer = PrinterSimulator::serve(Mechanism::new(Build::SLOW)).unwrap();
    let network = format!("link = \"tcp\"\naddress = \"{}\"\n", printer.address());
    let (verdict, said) = remedy(&desk_with(&network));
    assert_eq!(verdict, "fine");
    assert!(said.contains("kanji_off = true") && said.contains("printer test --all-pages"), "{said}");
    let (_, said) = remedy(&desk_with(&format!("{network}kanji_off = true\n")));
    assert!(!said.contains("kanji_off") && said.contains("--all-pages"), "{said}");
    assert_eq!(remedy(&desk_with("link = \"file\"\npath = \"receipts.bin\"\n")), ("fine".to_owned(), String::new()));
}

#[cfg(unix)]
#[test]
fn the_doctor_warns_of_a_serial_printer_that_nobody_stops() {
    let (_master, slave) = serialport::TTYPort::pair().unwrap();
    let port = serialport::SerialPort::name(&slave).unwrap();
    for (flow, verdict) in [("none", "warning"), ("xonxoff", "fine"), ("rtscts", "fine")] {
        let desk = desk_with(&format!("link = \"serial\"\nport = \"{port}\"\nflow = \"{flow}\"\n"));
        let found = desk.run(&["doctor", "--json", "--lang", "en"]).json();
        let printer = found["findings"].as_array().unwrap().iter().find(|one| one["what"] == "printer").unwrap();
        assert_eq!(printer["verdict"], verdict, "{printer}");
        assert_eq!(printer["remedy"].as_str().unwrap().contains("xonxoff"), verdict == "warning", "{printer}");
    }
}
