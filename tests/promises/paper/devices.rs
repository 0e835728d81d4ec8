//! Devices: what became of the bytes is said honestly.

use std::fs;
use std::io::ErrorKind;
use std::time::Duration;

use tameio::paper::code_page::CodePage;
use tameio::paper::device::{Delivery, Device, DeviceError, InTurn, Patience, PrinterLink, PrinterStatus, Progress};
use tameio::paper::escpos::{PrinterProfile, as_printed, encode};
use tameio::paper::layout::{Print, receipt};
use tameio::paper::page::Columns;
use tameio::paper::simulator::{PrinterSimulator, SimulatedState};
use tameio_testing::{Nobody, PATIENT};

use super::fixtures::{by_card, heading};

pub fn bytes() -> Vec<u8> {
    let profile = PrinterProfile::new(Columns::C48, CodePage::Pc737);
    encode(&receipt(&by_card(), &heading(), &Print::default()), &profile).unwrap()
}

/// With a printer that answers: on a busy machine it may take its time.
pub const ANSWERS: Patience = Patience { answer: PATIENT, unproven: PATIENT, paper: PATIENT, ..Patience::USUAL };
/// With a printer that never does, however long it is waited for.
pub const SILENT: Patience = Patience { answer: Duration::from_millis(50), ..Patience::USUAL };

pub fn open(link: &PrinterLink, patience: Patience) -> Box<dyn Device> {
    tameio::paper::device::open(link, CodePage::Pc737, patience, InTurn::PaperSensors)
}

fn network(printer: &PrinterSimulator) -> Box<dyn Device> {
    open(&PrinterLink::Tcp { address: printer.address() }, ANSWERS)
}

fn silent(printer: &PrinterSimulator) -> Box<dyn Device> {
    open(&PrinterLink::Tcp { address: printer.address() }, SILENT)
}

fn printer(state: SimulatedState) -> PrinterSimulator {
    PrinterSimulator::start(state).unwrap()
}

#[test]
fn a_network_printer_that_is_well_has_printed_every_byte() {
    for state in [SimulatedState::Ready, SimulatedState::NearEnd] {
        let printer = printer(state);
        assert_eq!(network(&printer).print(&bytes()), Ok(Delivery::Confirmed), "{state:?}");
        assert_eq!(printer.received(), bytes());
    }
}

#[test]
fn a_network_printer_that_cannot_print_is_sent_nothing() {
    let progress = Progress { written: 0, total: bytes().len() };
    for state in [SimulatedState::PaperOut, SimulatedState::CoverOpen, SimulatedState::Offline, SimulatedState::Fault] {
        let printer = printer(state);
        let device = format!("tcp:{}", printer.address());
        let expected = match state {
            SimulatedState::PaperOut => DeviceError::PaperOut { device, progress },
            SimulatedState::CoverOpen => DeviceError::CoverOpen { device, progress },
            SimulatedState::Fault => DeviceError::Fault { device, progress },
            _ => DeviceError::Offline { device, progress },
        };
        assert_eq!(network(&printer).print(&bytes()), Err(expected));
        assert!(printer.received().is_empty());
    }
}

#[test]
fn paper_that_ends_in_the_middle_is_no_printed_receipt() {
    let printer = printer(SimulatedState::PaperOutAfter(200));
    let progress = Progress { written: bytes().len(), total: bytes().len() };
    let device = format!("tcp:{}", printer.address());
    assert_eq!(network(&printer).print(&bytes()), Err(DeviceError::PaperOut { device, progress }));
    printer.set_state(SimulatedState::Ready);
    assert!(!printer.take_received().is_empty());
    assert_eq!(network(&printer).print(&bytes()), Ok(Delivery::Confirmed));
    assert_eq!(printer.received(), bytes());
}

#[test]
fn a_silent_printer_gets_every_byte_and_the_cashier_must_say() {
    let printer = printer(SimulatedState::Silent);
    assert_eq!(silent(&printer).status(), Ok(PrinterStatus::SILENT));
    assert_eq!(silent(&printer).print(&bytes()), Ok(Delivery::Unconfirmed));
    // It reads on after the line was closed on our side; the next answer comes when it has.
    printer.set_state(SimulatedState::Ready);
    assert_eq!(network(&printer).print(b""), Ok(Delivery::Confirmed));
    assert_eq!(printer.received(), bytes());
}

#[test]
fn a_line_that_closes_before_the_first_byte_is_an_error_and_after_the_last_one_a_question() {
    let before = printer(SimulatedState::Closes);
    match network(&before).print(&bytes()) {
        Err(DeviceError::Io { progress, .. }) => assert!(progress.nothing_sent()),
        other => panic!("{other:?}"),
    }
    assert!(before.received().is_empty());
    let after = printer(SimulatedState::ClosesAfter(bytes().len()));
    assert_eq!(network(&after).print(&bytes()), Ok(Delivery::Unconfirmed));
    assert_eq!(after.received(), bytes());
}

#[test]
fn nobody_at_the_address_is_unreachable() {
    let nobody = Nobody::new();
    for address in [nobody.address().as_str(), "no address"] {
        let mut device = open(&PrinterLink::Tcp { address: address.to_owned() }, ANSWERS);
        assert!(matches!(device.print(b"x"), Err(DeviceError::Unreachable { .. })), "{address}");
        assert!(matches!(device.status(), Err(DeviceError::Unreachable { .. })), "{address}");
    }
}

#[test]
fn a_network_printer_says_how_it_is() {
    let ready = PrinterStatus::READY;
    let offline = PrinterStatus { online: false, ..ready };
    for (state, status) in [
        (SimulatedState::Ready, ready),
        (SimulatedState::NearEnd, PrinterStatus { near_end: true, ..ready }),
        (SimulatedState::PaperOut, PrinterStatus { paper_out: true, near_end: true, ..offline }),
        (SimulatedState::CoverOpen, PrinterStatus { cover_open: true, ..offline }),
        (SimulatedState::Fault, PrinterStatus { error: true, ..offline }),
        (SimulatedState::Offline, offline),
    ] {
        let printer = printer(state);
        assert_eq!(network(&printer).status(), Ok(status), "{state:?}");
        assert!(printer.received().is_empty());
    }
}

#[test]
fn a_file_holds_each_receipt_whole_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipt.bin");
    let mut device = open(&PrinterLink::File(path.clone()), ANSWERS);
    assert_eq!(device.status(), Ok(PrinterStatus::READY));
    assert!(!path.exists(), "a question makes no file");
    assert_eq!(device.print(&bytes()), Ok(Delivery::Confirmed));
    assert_eq!(device.print(&bytes()), Ok(Delivery::Confirmed));
    assert_eq!(fs::read(&path).unwrap(), bytes().repeat(2));
}

#[test]
fn two_desks_that_append_to_one_file_do_not_mix_their_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipt.bin");
    let desk = |mark: u8| {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut device = open(&PrinterLink::File(path), ANSWERS);
            (0..20).all(|_| device.print(&[mark; 5000]) == Ok(Delivery::Confirmed))
        })
    };
    let desks = [desk(b'1'), desk(b'2')];
    assert!(desks.into_iter().all(|desk| desk.join().unwrap()));
    let content = fs::read(&path).unwrap();
    assert_eq!(content.len(), 200_000);
    assert!(content.chunks(5000).all(|receipt| receipt.iter().all(|byte| *byte == receipt[0])));
}

#[test]
fn a_file_without_its_folder_is_not_found_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing/receipt.bin");
    let mut device = open(&PrinterLink::File(path.clone()), ANSWERS);
    assert!(matches!(device.status(), Err(DeviceError::NotFound { .. })));
    assert!(matches!(device.print(b"x"), Err(DeviceError::NotFound { .. })));
    assert!(!path.parent().unwrap().exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_nothing_counts_as_written() {
    let mut device = open(&PrinterLink::File("/dev/full".into()), ANSWERS);
    let progress = Progress { written: 0, total: 1 };
    let expected = DeviceError::Io { device: "file:/dev/full".to_owned(), kind: ErrorKind::StorageFull, progress };
    assert_eq!(device.print(b"x"), Err(expected));
}

#[cfg(target_os = "linux")]
#[test]
fn a_printer_behind_a_device_file_takes_bytes_and_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    let mut device = open(&PrinterLink::Usb(path.clone()), ANSWERS);
    assert!(matches!(device.print(b"x"), Err(DeviceError::NotFound { .. })));
    assert!(!path.exists(), "an unplugged printer is not replaced by a file");
    fs::write(&path, b"").unwrap();
    assert_eq!(device.status(), Ok(PrinterStatus::SILENT));
    assert_eq!(device.print(&bytes()), Ok(Delivery::Unconfirmed));
    assert_eq!(fs::read(&path).unwrap(), bytes());
    let mut full = open(&PrinterLink::Usb("/dev/full".into()), ANSWERS);
    assert!(matches!(full.print(b"x"), Err(DeviceError::Io { kind: ErrorKind::StorageFull, .. })));
}

#[test]
fn the_screen_keeps_the_text_for_its_caller() {
    let mut device = open(&PrinterLink::Screen, ANSWERS);
    assert_eq!(device.take_text(), None);
    assert_eq!(device.print(&bytes()), Ok(Delivery::Confirmed));
    let profile = PrinterProfile::new(Columns::C48, CodePage::Pc737);
    let page = receipt(&by_card(), &heading(), &Print::default());
    assert_eq!(device.take_text(), Some(as_printed(&page, &profile)));
    assert_eq!(device.take_text(), None);
}

#[cfg(unix)]
mod serial {
    use std::io::{Read, Write};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::{self, JoinHandle};
    use std::time::Duration;

    use serialport::{SerialPort, TTYPort};
    use tameio::paper::device::{Delivery, Device, DeviceError, Flow, Patience, PrinterLink};
    use tameio::paper::simulator::{PrinterHead, Reaction, SimulatedState};

    use super::{ANSWERS, SILENT, bytes, open};

    /// A printer at the other end of a pseudo-terminal.
    struct Line {
        port: String,
        stop: Arc<AtomicBool>,
        printer: JoinHandle<PrinterHead>,
        /// Keeps the terminal alive once the device has closed it.
        _slave: TTYPort,
    }

    impl Line {
        fn start(state: SimulatedState) -> Line {
            let (mut master, slave) = TTYPort::pair().unwrap();
            let port = slave.name().unwrap();
            let stop = Arc::new(AtomicBool::new(false));
            let stopped = Arc::clone(&stop);
            master.set_timeout(Duration::from_millis(20)).unwrap();
            let printer = thread::spawn(move || {
                let mut head = PrinterHead::new(state);
                let mut byte = [0];
                loop {
                    match master.read(&mut byte) {
                        Ok(1) => {
                            if let Reaction::Answers(answer) = head.feed(byte[0]) {
                                master.write_all(&[answer]).unwrap();
                            }
                        }
                        // All that was sent has been read.
                        _ if stopped.load(Ordering::Acquire) => return head,
                        _ => {}
                    }
                }
            });
            Line { port, stop, printer, _slave: slave }
        }

        fn device(&self, baud: u32, patience: Patience) -> Box<dyn Device> {
            open(&PrinterLink::Serial { port: self.port.clone(), baud, flow: Flow::None }, patience)
        }

        fn received(self) -> Vec<u8> {
            self.stop.store(true, Ordering::Release);
            self.printer.join().unwrap().received().to_vec()
        }
    }

    #[test]
    fn a_serial_printer_is_asked_before_and_after() {
        let line = Line::start(SimulatedState::Ready);
        assert_eq!(line.device(115_200, ANSWERS).print(&bytes()), Ok(Delivery::Confirmed));
        assert_eq!(line.received(), bytes());
    }

    #[test]
    fn a_serial_printer_says_how_it_is() {
        let line = Line::start(SimulatedState::CoverOpen);
        let status = line.device(115_200, ANSWERS).status().unwrap();
        assert!(status.answers && status.cover_open && !status.may_print());
        assert!(line.received().is_empty());
    }

    #[test]
    fn a_silent_serial_printer_leaves_it_to_the_cashier() {
        let line = Line::start(SimulatedState::Silent);
        let mut device = line.device(9_600, SILENT);
        assert_eq!(device.print(&bytes()), Ok(Delivery::Unconfirmed));
        assert_eq!(line.received(), bytes());
    }

    #[test]
    fn a_serial_printer_without_paper_is_sent_nothing() {
        let line = Line::start(SimulatedState::PaperOut);
        let mut device = line.device(115_200, ANSWERS);
        assert!(matches!(device.print(&bytes()), Err(DeviceError::PaperOut { .. })));
        assert!(line.received().is_empty());
    }

    #[test]
    fn a_serial_port_that_is_not_there_is_told_from_one_that_is_taken() {
        let missing = PrinterLink::Serial { port: "/dev/tty-no-printer".to_owned(), baud: 115_200, flow: Flow::None };
        assert!(matches!(open(&missing, ANSWERS).print(b"x"), Err(DeviceError::NotFound { .. })));
        let (_master, slave) = TTYPort::pair().unwrap();
        let port = slave.name().unwrap();
        let holder = TTYPort::open(&serialport::new(&port, 115_200)).unwrap();
        let outcome = open(&PrinterLink::Serial { port, baud: 115_200, flow: Flow::None }, ANSWERS).print(b"x");
        assert!(matches!(outcome, Err(DeviceError::Busy { .. })), "{outcome:?}");
        drop(holder);
    }
}
