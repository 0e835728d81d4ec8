//! The sections of the file, one function each: which keys there are and what each may say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::defaults::{
    BATCH_COLUMNS, ECR_ID, ECR_NO, IMPORT_COLUMNS, PRINTER_ADDRESS, PRINTER_BAUD, PRINTER_PORT, TERMINAL_BAUD,
    TERMINAL_PORT,
};
use super::error::{ConfigError, Expected, ValueKind};
use super::reader::{Found, Section, Source};
use super::values::{address, alphanumeric, date_form, not_empty, printable, separator, some_text};
use super::{
    BackupConfig, BatchFileConfig, Config, DeskConfig, ImportMapping, Municipality, Payments, PrintConfirm,
    PrinterConfig, PrinterLinkConfig, Protocol, TerminalConfig, TerminalLink, ThemeChoice, TillConfig, Variant,
    WindowConfig, code_page_number, usb_printer,
};
use crate::domain::afm::Afm;
use crate::domain::debt::Allocation;
use crate::domain::hours::{Hours, Span};
use crate::domain::language::Language;
use crate::domain::money::{DecimalMark, Money};
use crate::domain::receipt::ReceiptNo;

/// Columns that no debt can be without; the others are turned off by an empty title.
const NEEDED_COLUMNS: [&str; 6] = ["external_id", "name", "revenue_code", "description", "year", "capital"];

/// Seconds of a timeout. The protocol's minimum of 150 for a result is not enforced, so that a technician can
/// try the silent paths.
const TIMEOUT_S: std::ops::RangeInclusive<i64> = 1..=3600;
const BAUD: std::ops::RangeInclusive<i64> = 300..=4_000_000;

pub(super) fn parse(text: &str, file: &Path) -> Result<Config, ConfigError> {
    // An editor on Windows may have left a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root = Source { file, text }.parse()?;
    let config = Config {
        municipality: municipality(root.section("municipality")?)?,
        desk: desk(root.section("desk")?)?,
        hours: hours(root.section("hours")?)?,
        payments: payments(root.section("payments")?)?,
        till: till(root.section("till")?)?,
        terminal: terminal(root.section("terminal")?)?,
        printer: printer(root.section("printer")?)?,
        import: imports(&root.section("import")?)?,
        batch_file: batch_file(root.section("batch_file")?)?,
        backup: backup(root.section("backup")?)?,
        window: window(root.section("window")?)?,
    };
    root.finish()?;
    Ok(config)
}

fn municipality(section: Section<'_>) -> Result<Municipality, ConfigError> {
    let default = Municipality::default();
    let optional = |name, default| section.text(name, default, |text| Ok(some_text(text)));
    let municipality = Municipality {
        name: section.text("name", default.name, not_empty)?,
        address: optional("address", default.address)?,
        afm: section.text("afm", default.afm, |text| match some_text(text) {
            None => Ok(None),
            Some(text) => Afm::parse(&text).map(|(afm, _)| Some(afm.as_str().to_owned())).map_err(|_| Expected::Afm),
        })?,
        tax_office: optional("tax_office", default.tax_office)?,
        department: optional("department", default.department)?,
    };
    section.finish()?;
    Ok(municipality)
}

fn desk(section: Section<'_>) -> Result<DeskConfig, ConfigError> {
    let default = DeskConfig::default();
    let desk = DeskConfig {
        id: section.text("id", default.id, |text| alphanumeric(text, 8))?,
        series: section.text("series", default.series, |text| {
            ReceiptNo::new(text, 2000, 1).map(|_| text.to_owned()).map_err(|_| Expected::Series { max: 8 })
        })?,
    };
    section.finish()?;
    Ok(desk)
}

fn hours(section: Section<'_>) -> Result<Hours, ConfigError> {
    let mut hours = Config::default().hours;
    for (name, day) in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].into_iter().zip(&mut hours.week) {
        *day = section.text(name, *day, |text| match some_text(text) {
            None => Ok(None),
            Some(text) => Span::parse(&text).map(Some).map_err(|_| Expected::Span),
        })?;
    }
    hours.holidays_extra = dates(&section, "holidays_extra")?;
    hours.holidays_cancelled = dates(&section, "holidays_cancelled")?;
    section.finish()?;
    Ok(hours)
}

fn dates(section: &Section<'_>, name: &'static str) -> Result<Vec<NaiveDate>, ConfigError> {
    let Some(found) = section.take(name) else { return Ok(Vec::new()) };
    found.list()?.iter().map(date).collect()
}

/// `"2026-10-26"`, or TOML's own date without quotes.
fn date(found: &Found<'_>) -> Result<NaiveDate, ConfigError> {
    let strict = |text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).ok_or(Expected::Date)
    };
    match found.value() {
        DeValue::Datetime(moment) => {
            let text = moment.to_string();
            strict(&text).map_err(|expected| found.bad(&text, expected))
        }
        DeValue::String(_) => found.text(strict),
        _ => Err(found.wrong_type(ValueKind::Text)),
    }
}

fn payments(section: Section<'_>) -> Result<Payments, ConfigError> {
    let default = Payments::default();
    let payments = Payments {
        allow_parts: section.flag("allow_parts", default.allow_parts)?,
        minimum: section.text("minimum", default.minimum, |text| {
            Money::parse(text, DecimalMark::Point).ok().filter(|amount| !amount.is_zero()).ok_or(Expected::Amount)
        })?,
        allocation: section.word(
            "allocation",
            default.allocation,
            &[("surcharge-first", Allocation::SurchargeFirst), ("capital-first", Allocation::CapitalFirst)],
        )?,
        amounts_bound: section.flag("amounts_bound", default.amounts_bound)?,
        partial_refunds: section.flag("partial_refunds", default.partial_refunds)?,
    };
    section.finish()?;
    Ok(payments)
}

fn till(section: Section<'_>) -> Result<TillConfig, ConfigError> {
    let default = TillConfig::default();
    let till = TillConfig {
        comparison_required: section.word(
            "comparison",
            default.comparison_required,
            &[("optional", false), ("required", true)],
        )?,
        hide_totals: section.flag("hide_totals", default.hide_totals)?,
    };
    section.finish()?;
    Ok(till)
}

fn terminal(section: Section<'_>) -> Result<TerminalConfig, ConfigError> {
    let default = TerminalConfig::default();
    let protocol = section.word(
        "protocol",
        default.protocol,
        &[("aade", Protocol::Aade), ("mellon", Protocol::Mellon), ("simulated", Protocol::Simulated)],
    )?;
    let link = terminal_link(&section, default.link)?;
    let over_serial = matches!(link, TerminalLink::Serial { .. });
    let (ecr_id, ecr_length) = if protocol == Protocol::Mellon { (ECR_NO, 8) } else { (ECR_ID, 11) };
    let terminal = TerminalConfig {
        protocol,
        link,
        usb_serial: section.text("usb_serial", default.usb_serial, |text| Ok(some_text(text)))?,
        variant: section.word(
            "variant",
            default.variant,
            &[("01", Variant::TerminalPrints), ("02", Variant::DeskPrints)],
        )?,
        ecr_id: section.text("ecr_id", ecr_id.to_owned(), |text| alphanumeric(text, ecr_length))?,
        confirm_timeout: seconds(&section, "confirm_timeout_s", default.confirm_timeout)?,
        result_timeout: seconds(&section, "result_timeout_s", default.result_timeout)?,
        keep_open: section.word("connection", over_serial, &[("per-sale", false), ("kept", true)])?,
        mac: mac(&section, protocol)?,
        mac_renew_after: section.number("mac_renew_after", default.mac_renew_after, 1..=100_000)?,
        iris_accepted: section.word("iris", default.iris_accepted, &[("accept", true), ("refuse", false)])?,
        custom: section.text("custom", default.custom, |text| printable(text, 100))?,
        types_taken: transaction_types(&section, "txn_types_taken", default.types_taken)?,
        types_given_back: transaction_types(&section, "txn_types_given_back", default.types_given_back)?,
    };
    section.finish()?;
    Ok(terminal)
}

fn transaction_types(
    section: &Section<'_>,
    name: &'static str,
    default: Vec<String>,
) -> Result<Vec<String>, ConfigError> {
    let Some(found) = section.take(name) else { return Ok(default) };
    found.list()?.iter().map(|one| one.text(|text| printable(text, 16))).collect()
}

fn terminal_link(section: &Section<'_>, default: TerminalLink) -> Result<TerminalLink, ConfigError> {
    let serial = section.word("link", false, &[("tcp", false), ("serial", true)])?;
    // Both kinds are checked, whichever is used: a mistake that sleeps is found on the worst day.
    let tcp = section.text("address", default, |text| address(text).map(|address| TerminalLink::Tcp { address }))?;
    let port = section.text("port", TERMINAL_PORT.to_owned(), not_empty)?;
    let baud = section.number("baud", TERMINAL_BAUD, BAUD)?;
    Ok(if serial { TerminalLink::Serial { port, baud } } else { tcp })
}

fn mac(section: &Section<'_>, protocol: Protocol) -> Result<bool, ConfigError> {
    let Some(found) = section.take("mac") else { return Ok(false) };
    match found.value().as_bool() {
        None => Err(found.wrong_type(ValueKind::Boolean)),
        Some(true) if protocol == Protocol::Mellon => Err(found.bad("true", Expected::NoMac)),
        Some(mac) => Ok(mac),
    }
}

fn printer(section: Section<'_>) -> Result<PrinterConfig, ConfigError> {
    let default = PrinterConfig::default();
    let link = printer_link(&section)?;
    let code_page = section.text("code_page", default.code_page, |text| {
        code_page_number(text)
            .map(|_| text.to_owned())
            .ok_or_else(|| Expected::OneOf(vec!["PC737", "WPC1253", "ISO8859-7", "PC869", "PC851"]))
    })?;
    let page_default = code_page_number(&code_page).unwrap_or(default.code_page_number);
    let printer = PrinterConfig {
        link,
        columns: columns(&section, default.columns)?,
        code_page,
        code_page_number: section.number("code_page_number", page_default, 0..=255)?,
        euro: section.text("euro", default.euro, |text| {
            let fits = (1..=8).contains(&text.chars().count()) && !text.trim().is_empty();
            if fits { Ok(text.to_owned()) } else { Err(Expected::ShortText { max: 8 }) }
        })?,
        cut: section.flag("cut", default.cut)?,
        qr: section.flag("qr", default.qr)?,
        confirm: section.word(
            "confirm",
            default.confirm,
            &[("auto", PrintConfirm::Auto), ("sent", PrintConfirm::Sent)],
        )?,
    };
    section.finish()?;
    Ok(printer)
}

fn columns(section: &Section<'_>, default: u32) -> Result<u32, ConfigError> {
    let Some(found) = section.take("columns") else { return Ok(default) };
    let DeValue::Integer(digits) = found.value() else { return Err(found.wrong_type(ValueKind::Integer)) };
    match digits.to_string().as_str() {
        "48" => Ok(48),
        "42" => Ok(42),
        "32" => Ok(32),
        other => Err(found.bad(other, Expected::OneOf(vec!["48", "42", "32"]))),
    }
}

/// The words of `printer.link`.
#[derive(Clone, Copy)]
enum Link {
    File,
    Tcp,
    Serial,
    Usb,
    Screen,
}

fn printer_link(section: &Section<'_>) -> Result<PrinterLinkConfig, ConfigError> {
    let link = section.word(
        "link",
        Link::File,
        &[
            ("file", Link::File),
            ("tcp", Link::Tcp),
            ("serial", Link::Serial),
            ("usb", Link::Usb),
            ("screen", Link::Screen),
        ],
    )?;
    let path = section.text("path", None, |text| match (link, not_empty(text).map(PathBuf::from)?) {
        // Left over from `file`, it would quietly make a file where paper is expected.
        (Link::Usb, path) if path.is_relative() => Err(Expected::Device),
        (_, path) => Ok(Some(path)),
    })?;
    let address = section.text("address", PRINTER_ADDRESS.to_owned(), address)?;
    let port = section.text("port", PRINTER_PORT.to_owned(), not_empty)?;
    let baud = section.number("baud", PRINTER_BAUD, BAUD)?;
    Ok(match link {
        Link::File => PrinterLinkConfig::File(path.unwrap_or_else(|| PathBuf::from("receipt.bin"))),
        Link::Tcp => PrinterLinkConfig::Tcp(address),
        Link::Serial => PrinterLinkConfig::Serial { port, baud },
        Link::Usb => PrinterLinkConfig::Usb(path.unwrap_or_else(usb_printer)),
        Link::Screen => PrinterLinkConfig::Screen,
    })
}

fn imports(section: &Section<'_>) -> Result<BTreeMap<String, ImportMapping>, ConfigError> {
    let mut mappings = Config::default().import;
    for (name, found) in section.take_all() {
        mappings.insert(name, mapping(found.section()?)?);
    }
    Ok(mappings)
}

fn mapping(section: Section<'_>) -> Result<ImportMapping, ConfigError> {
    let default = ImportMapping::default();
    let mapping = ImportMapping {
        encoding: section.text("encoding", default.encoding, encoding)?,
        separator: section.text("separator", default.separator, separator)?,
        decimal: section.word("decimal", default.decimal, &[(",", ','), (".", '.')])?,
        date: section.text("date", default.date, date_form)?,
        cancelled_words: words(&section, "cancelled_words", default.cancelled_words)?,
        columns: titles(&section, default.columns, &IMPORT_COLUMNS, &NEEDED_COLUMNS)?,
    };
    section.finish()?;
    Ok(mapping)
}

fn batch_file(section: Section<'_>) -> Result<BatchFileConfig, ConfigError> {
    let default = BatchFileConfig::default();
    let layout = BatchFileConfig {
        encoding: section.text("encoding", default.encoding, encoding)?,
        separator: section.text("separator", default.separator, separator)?,
        decimal: section.word("decimal", default.decimal, &[(",", ','), (".", '.')])?,
        plus_words: words(&section, "plus_words", default.plus_words)?,
        minus_words: words(&section, "minus_words", default.minus_words)?,
        columns: titles(&section, default.columns, &BATCH_COLUMNS, &["batch", "amount"])?,
    };
    section.finish()?;
    Ok(layout)
}

fn encoding(text: &str) -> Result<String, Expected> {
    let known = ["utf-8", "windows-1253", "iso-8859-7", "cp737", "cp869"];
    if known.contains(&text) { Ok(text.to_owned()) } else { Err(Expected::OneOf(known.to_vec())) }
}

/// A title that is not given keeps its default.
fn titles(
    section: &Section<'_>,
    mut titles: BTreeMap<String, String>,
    fields: &[(&'static str, &str)],
    needed: &[&str],
) -> Result<BTreeMap<String, String>, ConfigError> {
    let columns = section.section("columns")?;
    for (field, title) in fields {
        let needed = needed.contains(field);
        let title = columns.text(field, (*title).to_owned(), |text| match some_text(text) {
            None if needed => Err(Expected::NotEmpty),
            title => Ok(title.unwrap_or_default()),
        })?;
        titles.insert((*field).to_owned(), title);
    }
    columns.finish()?;
    Ok(titles)
}

fn words(section: &Section<'_>, name: &'static str, default: Vec<String>) -> Result<Vec<String>, ConfigError> {
    let Some(found) = section.take(name) else { return Ok(default) };
    found.list()?.iter().map(|word| word.text(not_empty)).collect()
}

fn backup(section: Section<'_>) -> Result<BackupConfig, ConfigError> {
    let default = BackupConfig::default();
    let backup = BackupConfig {
        keep_daily: section.number("keep_daily", default.keep_daily, 1..=3_650)?,
        keep_monthly: section.number("keep_monthly", default.keep_monthly, 0..=1_200)?,
    };
    section.finish()?;
    Ok(backup)
}

fn window(section: Section<'_>) -> Result<WindowConfig, ConfigError> {
    let default = WindowConfig::default();
    let window = WindowConfig {
        theme: section.word(
            "theme",
            default.theme,
            &[("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark), ("high-contrast", ThemeChoice::HighContrast)],
        )?,
        scale: section.number("scale", default.scale, 100..=175)?,
        lock_after: seconds(&section, "lock_after_s", default.lock_after)?,
        sounds: section.flag("sounds", default.sounds)?,
        language: section.word("language", default.language, &[("el", Language::El), ("en", Language::En)])?,
        display_customer: section.flag("display_customer", default.display_customer)?,
    };
    section.finish()?;
    Ok(window)
}

fn seconds(section: &Section<'_>, name: &'static str, default: Duration) -> Result<Duration, ConfigError> {
    section.number(name, default.as_secs(), TIMEOUT_S).map(Duration::from_secs)
}
