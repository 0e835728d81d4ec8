//! An acquirer's settlement: what it paid out for which payments, less its fees. One row a payment or a return. It is taken
//! whole or not at all: a row that cannot be read would look like a payment that is not settled.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::cells::Row;
use super::dates::DateFormat;
use super::encoding::Encoding;
use super::file_error::FileError;
use super::mapped::{Needs, Places, Titled, amount_of, whole};
use super::read_otherwise::{Met, Tally as Otherwise};
use crate::domain::money::DecimalMark;
use crate::domain::settlement::SettledRow;

/// How the file is laid out. No public layout was found, so it is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementLayout {
    pub encoding: Encoding,
    /// Between the columns; ASCII.
    pub separator: char,
    /// Decimal mark of amounts.
    pub decimal: DecimalMark,
    /// Form of dates, as `%d/%m/%Y`.
    pub date: String,
    /// Field → title of its column; an empty title where the file has no such column. The fields: `gross`, `fee`, `net`,
    /// `value_date`, `terminal_id`, `batch`, `stan`, `rrn`, `auth_code`.
    pub columns: BTreeMap<String, String>,
}

/// What the file says, and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementFile {
    pub rows: Vec<SettledRow>,
    /// What was read otherwise than it stands.
    pub read_otherwise: Vec<Met>,
    /// SHA-256 of the file, as 64 hex digits.
    pub sha256: String,
}

const NEEDS: Needs = Needs {
    needed: &["gross", "value_date"],
    one_of: &["rrn", "stan", "auth_code"],
    // Without them a payment would look as if the acquirer kept nothing.
    never_near: &["fee", "net"],
};

/// Reads a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn read(path: &Path, layout: &SettlementLayout) -> Result<SettlementFile, FileError> {
    parse(&whole(path)?, layout)
}

/// Reads the bytes of a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn parse(bytes: &[u8], layout: &SettlementLayout) -> Result<SettlementFile, FileError> {
    let titles = Titled { columns: &layout.columns, separator: layout.separator, needs: NEEDS };
    let dates = DateFormat::compile(&layout.date)?;
    let (mut rows, places) = titles.open(bytes, layout.encoding)?;
    let mut settled = Vec::new();
    let mut row = Row::default();
    while let Some(line) = rows.next(&mut row) {
        let line = line.map_err(|broken| FileError::Row { line: broken.line, column: String::new() })?;
        settled.push(read_row(&places, &row, line, (layout, &dates), &mut rows.otherwise)?);
    }
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(SettlementFile { rows: settled, read_otherwise: rows.otherwise.met(), sha256 })
}

/// Of gross, fee and net, two say the third; all three must agree.
fn read_row(
    places: &Places<'_>,
    row: &Row,
    line: u64,
    (layout, dates): (&SettlementLayout, &DateFormat),
    otherwise: &mut Otherwise,
) -> Result<SettledRow, FileError> {
    let amount = |field: &str| match places.cell(row, line, field)? {
        text if text.is_empty() => Ok(None),
        text => amount_of(&text, layout.decimal).map(Some).ok_or_else(|| places.bad(line, field)),
    };
    let gross = amount("gross")?.ok_or_else(|| places.bad(line, "gross"))?;
    let (fee, net) = (amount("fee")?, amount("net")?);
    let settled = SettledRow::split(gross, fee, net).ok_or_else(|| places.bad(line, "net"))?;
    let day = places.cell(row, line, "value_date")?;
    let value_date = dates.read(&day).ok_or_else(|| places.bad(line, "value_date"))?;
    let mut number = |field: &str| places.number(row, line, field, otherwise);
    Ok(SettledRow {
        line,
        value_date,
        terminal_id: number("terminal_id")?,
        batch: number("batch")?,
        stan: number("stan")?,
        rrn: number("rrn")?,
        auth_code: number("auth_code")?,
        ..settled
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> SettlementLayout {
        let titles = [
            ("gross", "Μικτό"),
            ("fee", "Προμήθεια"),
            ("net", "Καθαρό"),
            ("value_date", "Valeur"),
            ("rrn", "RRN"),
            ("stan", "STAN"),
            ("batch", "Πακέτο"),
            ("terminal_id", "TID"),
        ];
        SettlementLayout {
            encoding: Encoding::Utf8,
            separator: ';',
            decimal: DecimalMark::Comma,
            date: "%d/%m/%Y".to_owned(),
            columns: titles.into_iter().map(|(field, title)| (field.to_owned(), title.to_owned())).collect(),
        }
    }

    fn read(rows: &str) -> Result<Vec<SettledRow>, FileError> {
        let text = format!("TID;Πακέτο;STAN;RRN;Μικτό;Προμήθεια;Καθαρό;Valeur\n{rows}");
        parse(text.as_bytes(), &layout()).map(|file| file.rows)
    }

    #[test]
    fn gross_fee_and_net_are_read_and_two_say_the_third() {
        let rows = "6;91;1;R1;100,00;0,50;99,50;25/11/2026\n6;91;2;R2;100,00;;99,50;25/11/2026\n\
                    6;91;3;R3;100,00;0,50;;25/11/2026\n6;91;4;R4;-20,00;;;26/11/2026\n";
        let read = read(rows).unwrap();
        let told = |row: &SettledRow| (row.gross.cents(), row.fee.cents(), row.net.cents(), row.value_date.to_string());
        let day = |day: &str| day.to_owned();
        assert_eq!(
            read.iter().map(told).collect::<Vec<_>>(),
            [
                (10_000, 50, 9_950, day("2026-11-25")),
                (10_000, 50, 9_950, day("2026-11-25")),
                (10_000, 50, 9_950, day("2026-11-25")),
                (-2_000, 0, -2_000, day("2026-11-26")),
            ]
        );
        assert_eq!((read[0].line, read[0].rrn.as_str(), read[3].stan.as_str()), (2, "R1", "4"));
    }

    #[test]
    fn a_row_that_does_not_add_up_refuses_the_file_and_is_named() {
        let bad = |rows: &str| match read(rows) {
            Err(FileError::Row { line, column }) => (line, column),
            other => panic!("{other:?}"),
        };
        let good = "6;91;1;R1;100,00;0,50;99,50;25/11/2026\n";
        assert_eq!(bad(&format!("{good}6;91;2;R2;100,00;0,50;99,49;25/11/2026\n")), (3, "Καθαρό".to_owned()));
        assert_eq!(bad(&format!("{good}6;91;2;R2;;0,50;99,49;25/11/2026\n")), (3, "Μικτό".to_owned()));
        assert_eq!(bad(&format!("{good}6;91;2;R2;1,00;;;31/11/2026\n")), (3, "Valeur".to_owned()));
        let missing = parse("Μικτό;Προμήθεια;Καθαρό;Valeur\n1,00;;;25/11/2026\n".as_bytes(), &layout());
        assert!(matches!(missing, Err(FileError::MissingColumns { names, .. }) if names.len() == 3));
    }
}
