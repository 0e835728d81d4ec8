//! Sentences for printers and for what cannot be printed.

use std::io::ErrorKind;

use crate::paper::device::{DeviceError, PrinterStatus};
use crate::paper::escpos::PaperError;
use crate::text::{Text, values};

/// Why a page cannot become the printer's bytes. Nothing was sent.
pub fn paper_error(text: &Text, error: &PaperError) -> String {
    match error {
        PaperError::Unencodable { character, code_page, .. } => {
            text.with("printer-unencodable", values![character, page = code_page])
        }
        PaperError::QrTooLong { .. } | PaperError::Command(_) => text.with("printer-trouble", values![detail = error]),
    }
}

pub fn device_error(text: &Text, error: &DeviceError) -> String {
    match error {
        DeviceError::NotFound { device } => text.with("printer-port-missing", values![port = bare(device)]),
        DeviceError::Unreachable { device, .. } => text.with("printer-unreachable", values![address = bare(device)]),
        DeviceError::Busy { device } => text.with("printer-port-busy", values![port = bare(device)]),
        DeviceError::Permission { device } => text.with("printer-port-permission", values![port = bare(device)]),
        DeviceError::PaperOut { .. } => text.get("printer-paper-out"),
        DeviceError::CoverOpen { .. } => text.get("printer-cover-open"),
        DeviceError::Offline { .. } => text.get("printer-offline"),
        DeviceError::Fault { .. } => text.get("printer-fault"),
        DeviceError::Io { kind: ErrorKind::TimedOut | ErrorKind::WouldBlock, .. } => text.get("printer-timeout"),
        DeviceError::Io { kind: ErrorKind::StorageFull, .. } => text.get("store-disk-full"),
        DeviceError::Io { device, kind, .. } if device.starts_with("file:") => {
            text.with("printer-file", values![path = bare(device), reason = kind])
        }
        DeviceError::Io { .. } => text.get("printer-closed-line"),
    }
}

/// The address, port or path of a device's name (`tcp:192.0.2.20:9100`).
fn bare(device: &str) -> &str {
    device.split_once(':').map_or(device, |(_, rest)| rest)
}

/// What a printer says of itself, the thing to do first coming first.
pub fn printer_status(text: &Text, status: &PrinterStatus) -> String {
    text.get(if !status.answers {
        "printer-mute"
    } else if status.cover_open {
        "printer-cover-open"
    } else if status.paper_out {
        "printer-paper-out"
    } else if status.error {
        "printer-fault"
    } else if !status.online {
        "printer-offline"
    } else if status.near_end {
        "printer-paper-near-end"
    } else {
        "printer-ready"
    })
}
