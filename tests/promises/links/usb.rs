//! A terminal on a USB cable that is pulled and comes back under another name. The cable is a pseudo-terminal
//! before a simulated terminal that keeps its book while no cable is plugged in.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serialport::{SerialPort, TTYPort};
use tameio::ecr::link::{LinkError, PortList, SeenPort, SerialConnector, UsbDevice};
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::{Dialect, JournalRefused, LostTrack, NotSent, ResendEnd, SaleEnd, SaleJournal, Terminal};
use tempfile::TempDir;

use super::{PATIENT, Unkept, heard, is_approved, profile, request};

/// How often a cable looks whether it was pulled.
const LOOK: Duration = Duration::from_millis(10);

/// A cable from a terminal to a port; pulled when dropped.
struct Cable {
    pulled: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    line: TcpStream,
    link: PathBuf,
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.pulled.store(true, Ordering::SeqCst);
        let _ = self.line.shutdown(Shutdown::Both);
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
        std::fs::remove_file(&self.link).unwrap();
    }
}

/// The ports of a computer: names in a folder, and which device is behind each.
struct Computer {
    dev: TempDir,
    plugged: Arc<Plugged>,
}

#[derive(Default)]
struct Plugged(Mutex<Vec<SeenPort>>);

impl PortList for Plugged {
    fn ports(&self) -> Option<Vec<SeenPort>> {
        let there = |port: &SeenPort| std::path::Path::new(&port.name).exists();
        Some(self.0.lock().unwrap().iter().filter(|port| there(port)).cloned().collect())
    }
}

impl Computer {
    fn new() -> Computer {
        Computer { dev: tempfile::tempdir().unwrap(), plugged: Arc::default() }
    }

    fn port(&self, name: &str) -> String {
        self.dev.path().join(name).to_str().unwrap().to_owned()
    }

    fn plug(&self, terminal: &RunningSimulator, name: &str, serial: &str) -> Cable {
        let (mut master, slave) = TTYPort::pair().unwrap();
        master.set_timeout(LOOK).unwrap();
        let mut out = master.try_clone_native().unwrap();
        let link = PathBuf::from(self.port(name));
        std::os::unix::fs::symlink(slave.name().unwrap(), &link).unwrap();
        let usb = UsbDevice { vendor: 0x11ca, product: 0x0220, serial: serial.to_owned(), interface: Some(0) };
        {
            let mut ports = self.plugged.0.lock().unwrap();
            ports.retain(|port| port.name != self.port(name));
            ports.push(SeenPort { name: self.port(name), usb: Some(usb) });
        }
        let line = TcpStream::connect(terminal.address().unwrap()).unwrap();
        let (mut from, mut to) = (line.try_clone().unwrap(), line.try_clone().unwrap());
        let pulled = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&pulled);
        let up = std::thread::spawn(move || {
            let _held_open = slave;
            let mut buffer = [0; 1024];
            while !seen.load(Ordering::SeqCst) {
                if let Ok(count) = master.read(&mut buffer) {
                    let _ = to.write_all(&buffer[..count]);
                }
            }
        });
        let down = std::thread::spawn(move || {
            let mut buffer = [0; 1024];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                if out.write_all(&buffer[..count]).is_err() {
                    break;
                }
            }
        });
        Cable { pulled, threads: vec![up, down], line, link }
    }

    fn connector(&self, name: &str) -> SerialConnector {
        let plugged: Arc<Plugged> = Arc::clone(&self.plugged);
        SerialConnector::listing(self.port(name), 115_200, plugged)
    }
}

fn terminal() -> RunningSimulator {
    serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Aade)).unwrap()
}

/// Pulls the cable as soon as the terminal has taken the request.
struct PullsTheCable(Option<Cable>);

impl SaleJournal for PullsTheCable {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {
        drop(self.0.take());
    }
}

#[test]
fn a_sale_lost_with_its_port_is_recovered_where_the_port_came_back() {
    for keep_open in [true, false] {
        let computer = Computer::new();
        let (simulator, printer) = (terminal(), terminal());
        let cable = computer.plug(&simulator, "ttyACM0", "6A-0042");
        let mut desk = Terminal::new(profile(keep_open), Box::new(computer.connector("ttyACM0")), 0);
        assert!(is_approved(&desk.sale(&request(1), &mut Unkept)));
        desk.acknowledge(&request(1)).unwrap();

        simulator.set_mood(Mood::LoseAnswer);
        let end = desk.sale(&request(2), &mut PullsTheCable(Some(cable)));
        assert_eq!(end, SaleEnd::Unknown(LostTrack::LineClosed));
        assert!(simulator.wait_until(PATIENT, |simulator| simulator.book().len() == 2), "no second charge");
        simulator.set_mood(Mood::Approve);

        // The cable is plugged in again while a printer has taken the old name.
        let _printer = computer.plug(&printer, "ttyACM0", "PRINTER-1");
        let missing = LinkError::DeviceMissing { serial: "6A-0042".to_owned(), port: computer.port("ttyACM0") };
        assert_eq!(desk.sale(&request(3), &mut Unkept), SaleEnd::NotSent(NotSent::Link(missing)));
        let cable = computer.plug(&simulator, "ttyACM1", "6A-0042");
        assert!(matches!(desk.resend(&request(2), &mut Unkept), ResendEnd::Approved(_)));
        desk.acknowledge(&request(2)).unwrap();
        assert!(desk.describe().starts_with(&computer.port("ttyACM1")), "{}", desk.describe());
        assert!(desk.describe().contains(&computer.port("ttyACM0")), "the name of the settings: {}", desk.describe());

        // Between two sales: the kept line is let go before the new one is opened.
        drop(cable);
        let _cable = computer.plug(&simulator, "ttyACM2", "6A-0042");
        assert!(is_approved(&desk.sale(&request(4), &mut Unkept)));
        assert_eq!(simulator.book().len(), 3);
        assert!(printer.frames().is_empty(), "nothing was sent to another device");
    }
}

#[test]
fn a_serial_number_of_the_settings_finds_the_terminal_from_the_start() {
    let computer = Computer::new();
    let (simulator, printer) = (terminal(), terminal());
    let _printer = computer.plug(&printer, "ttyACM0", "PRINTER-1");
    let _cable = computer.plug(&simulator, "ttyACM7", "6a-0042");
    let connector = computer.connector("ttyACM0").with_usb_serial("6A-0042");
    let mut desk = Terminal::new(profile(true), Box::new(connector), 0);
    assert!(is_approved(&desk.sale(&request(1), &mut Unkept)));
    assert_eq!(heard(&simulator), "A");
    assert!(printer.frames().is_empty());
}

#[test]
fn two_ports_with_one_serial_number_are_both_named_and_neither_is_opened() {
    let computer = Computer::new();
    let (one, other) = (terminal(), terminal());
    let _one = computer.plug(&one, "ttyACM0", "0001");
    let _other = computer.plug(&other, "ttyACM1", "0001");
    let connector = computer.connector("ttyACM0").with_usb_serial("0001");
    let mut desk = Terminal::new(profile(false), Box::new(connector), 0);
    let ports = vec![computer.port("ttyACM0"), computer.port("ttyACM1")];
    let alike = LinkError::DevicesAlike { serial: "0001".to_owned(), ports };
    assert_eq!(desk.sale(&request(1), &mut Unkept), SaleEnd::NotSent(NotSent::Link(alike)));
    assert!(one.frames().is_empty() && other.frames().is_empty());

    // Without the setting the name decides, and a number that tells nothing is not learned from it.
    let mut by_name = Terminal::new(profile(false), Box::new(computer.connector("ttyACM1")), 0);
    for session in [1, 2] {
        assert!(is_approved(&by_name.sale(&request(session), &mut Unkept)));
        by_name.acknowledge(&request(session)).unwrap();
    }
    assert!(one.frames().is_empty() && other.book().len() == 2);
}

#[test]
fn a_port_of_no_usb_device_is_still_found_by_its_name() {
    let computer = Computer::new();
    let simulator = terminal();
    let _cable = computer.plug(&simulator, "ttyS0", "");
    computer.plugged.0.lock().unwrap()[0].usb = None;
    let mut desk = Terminal::new(profile(false), Box::new(computer.connector("ttyS0")), 0);
    for session in [1, 2] {
        assert!(is_approved(&desk.sale(&request(session), &mut Unkept)));
        desk.acknowledge(&request(session)).unwrap();
    }
    assert_eq!(desk.describe(), computer.port("ttyS0"));
}

#[test]
fn a_port_whose_other_side_takes_no_bytes_does_not_hold_a_writer_for_ever() {
    use tameio::ecr::link::Connector as _;
    let (_silent, slave) = TTYPort::pair().unwrap();
    let mut link = SerialConnector::new(slave.name().unwrap(), 115_200).connect().unwrap();
    // More than any system keeps for a reader that never comes.
    let refused = (0..4_096).find_map(|_| link.send(&[b'x'; 1_024]).err());
    assert!(matches!(refused, Some(LinkError::Io { kind: std::io::ErrorKind::TimedOut, .. })), "{refused:?}");
}
