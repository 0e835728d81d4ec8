//! Which serial ports the system has, and which USB device is behind each: a name like `ttyACM0` goes to
//! whoever is plugged in first, a device keeps its serial number.

use std::fmt;

use serialport::{SerialPortType, UsbPortInfo};

/// The part of a USB device that is a serial port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbDevice {
    pub vendor: u16,
    pub product: u16,
    /// Serial number, not empty.
    pub serial: String,
    /// Which of its ports, where the device has several and the system tells.
    pub interface: Option<u8>,
}

impl fmt::Display for UsbDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x} {}", self.vendor, self.product, self.serial)
    }
}

/// A serial port that is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPort {
    /// `/dev/ttyACM0`, `COM3`.
    pub name: String,
    /// The USB device behind it; nothing where it is none, or has no serial number.
    pub usb: Option<UsbDevice>,
}

/// Tells which serial ports there are.
pub trait PortList: Send + Sync {
    /// The ports of this moment; nothing where the system does not tell.
    fn ports(&self) -> Option<Vec<SeenPort>>;
}

/// The ports of this computer.
#[derive(Debug, Clone, Copy)]
pub struct SystemPorts;

impl PortList for SystemPorts {
    fn ports(&self) -> Option<Vec<SeenPort>> {
        // The library panics where Linux has no such folder, as in some containers.
        if cfg!(target_os = "linux") && !std::path::Path::new("/sys/class/tty").is_dir() {
            return None;
        }
        let ports = serialport::available_ports().ok()?;
        Some(ports.into_iter().map(|port| SeenPort { name: port.port_name, usb: usb(port.port_type) }).collect())
    }
}

fn usb(kind: SerialPortType) -> Option<UsbDevice> {
    let SerialPortType::UsbPort(UsbPortInfo { vid, pid, serial_number, interface, .. }) = kind else { return None };
    let serial = serial_number.map(|serial| serial.trim().to_owned()).filter(|serial| !serial.is_empty())?;
    Some(UsbDevice { vendor: vid, product: pid, serial, interface })
}

/// Whether two names are of one port: links are followed, and Windows does not care for case.
pub(super) fn same_port(one: &str, other: &str) -> bool {
    if cfg!(windows) {
        let bare = |name: &str| name.trim_start_matches(r"\\.\").to_owned();
        return bare(one).eq_ignore_ascii_case(&bare(other));
    }
    let real = |name: &str| std::fs::canonicalize(name).ok();
    one == other || real(one).is_some_and(|path| real(other) == Some(path))
}
