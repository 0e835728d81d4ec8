//! Debts → a file in the layout of a mapping: for the demo, the benches and the tests, and as an example of the
//! layout for whoever exports from the municipality's system.

use std::borrow::Borrow;
use std::io::{self, Write};

use chrono::NaiveDate;
use csv::{ByteRecord, WriterBuilder};
use thiserror::Error;

use crate::domain::money::{DecimalMark, Money};
use crate::domain::{debt::DebtRecord, stated::Validity};

use super::dates::DateFormat;
use super::mapping::{Field, Mapping, MappingError};

/// The word for a debt that stands.
const STANDS: &str = "Βεβαιωμένη";

/// Why debts could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// A text has a character that the mapping's encoding lacks.
    #[error("the column {column} has a character that the encoding lacks")]
    Unencodable { column: String },
    #[error("writing failed: {0}")]
    Io(#[from] io::Error),
}

/// Writes records in the layout of a mapping, header first: each column that the mapping names, in the order of
/// [`Field::ALL`]. What the mapping has no column for is left out.
///
/// # Errors
/// See [`WriteError`]; the rows before stand in the writer.
pub fn write_csv<W: Write>(
    records: impl IntoIterator<Item = impl Borrow<DebtRecord>>,
    mapping: &Mapping,
    writer: W,
) -> Result<(), WriteError> {
    mapping.check()?;
    let dates = DateFormat::compile(&mapping.date)?;
    let separator = u8::try_from(mapping.separator).map_err(|_| MappingError::Separator(mapping.separator))?;
    let mut out = WriterBuilder::new().delimiter(separator).from_writer(writer);
    let columns = columns(mapping);
    let mut row = ByteRecord::new();
    for (_, header) in &columns {
        push(&mut row, header, header, mapping)?;
    }
    out.write_byte_record(&row).map_err(io::Error::from)?;
    for record in records {
        row.clear();
        for (field, header) in &columns {
            push(&mut row, &cell(record.borrow(), *field, mapping, &dates), header, mapping)?;
        }
        out.write_byte_record(&row).map_err(io::Error::from)?;
    }
    Ok(out.flush()?)
}

/// The mapping's columns. A header that two fields share is written once, with the first one's cells.
fn columns(mapping: &Mapping) -> Vec<(Field, &str)> {
    let mut columns: Vec<(Field, &str)> = Vec::new();
    for field in Field::ALL {
        if let Some(header) = mapping.columns.header(field)
            && !columns.iter().any(|(_, other)| *other == header)
        {
            columns.push((field, header));
        }
    }
    columns
}

fn push(row: &mut ByteRecord, text: &str, header: &str, mapping: &Mapping) -> Result<(), WriteError> {
    let bytes = mapping.encoding.encode(text);
    row.push_field(&bytes.ok_or_else(|| WriteError::Unencodable { column: header.to_owned() })?);
    Ok(())
}

fn cell(record: &DebtRecord, field: Field, mapping: &Mapping, dates: &DateFormat) -> String {
    let date = |date: &NaiveDate| dates.write(*date);
    let text = match field {
        Field::ExternalId => Some(record.external_id.clone()),
        Field::Afm => record.afm.value().map(ToString::to_string),
        Field::DebtorNumber => record.debtor_number.value().cloned(),
        Field::Name => Some(record.name.clone()),
        Field::Rf => record.rf.value().map(ToString::to_string),
        Field::RfValidUntil => record.rf_valid_until.value().and_then(|validity| match validity {
            Validity::Until(day) => date(day),
            Validity::WithoutEnd => NaiveDate::from_ymd_opt(9999, 12, 31).and_then(|day| date(&day)),
        }),
        Field::RevenueCode => Some(record.revenue_code.clone()),
        Field::Description => Some(record.description.clone()),
        Field::Year => Some(record.year.to_string()),
        Field::ListNo => record.list_no.value().cloned(),
        Field::Due => record.due.value().and_then(date),
        Field::Capital => Some(amount(record.capital, mapping.decimal)),
        Field::Surcharge => record.surcharge.value().map(|surcharge| amount(*surcharge, mapping.decimal)),
        Field::SurchargeAsOf => record.surcharge_as_of.value().and_then(date),
        Field::Instalment => record.instalment.value().map(ToString::to_string),
        Field::Status => record.cancelled.value().and_then(|cancelled| match cancelled {
            true => mapping.cancelled_words.first().cloned(),
            false => Some(STANDS.to_owned()),
        }),
    };
    text.unwrap_or_default()
}

fn amount(amount: Money, mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Point => amount.to_string(),
        DecimalMark::Comma => amount.to_string().replace('.', ","),
    }
}
