//! Debts → a file in the layout of a mapping: for the demo, the benches and the tests, and as an example of the
//! layout for whoever exports from the municipality's system.

use std::borrow::Borrow;
use std::io::{self, Write};

use chrono::NaiveDate;
use csv::{ByteRecord, WriterBuilder};
use thiserror::Error;

use crate::domain::debt::DebtRecord;
use crate::domain::money::{DecimalMark, Money};

use super::dates::DateFormat;
use super::mapping::{Field, Mapping, MappingError};

/// Why debts could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// A text has a character that the mapping's encoding lacks.
    #[error("the column {column} has a character that the encoding lacks")]
    Unencodable {
        /// The header.
        column: String,
    },
    /// The writer failed.
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
    let (bytes, _, lossy) = mapping.encoding.codec().encode(text);
    if lossy {
        return Err(WriteError::Unencodable { column: header.to_owned() });
    }
    row.push_field(&bytes);
    Ok(())
}

fn cell(record: &DebtRecord, field: Field, mapping: &Mapping, dates: &DateFormat) -> String {
    let date = |date: Option<NaiveDate>| date.and_then(|date| dates.write(date)).unwrap_or_default();
    match field {
        Field::ExternalId => record.external_id.clone(),
        Field::Afm => record.afm.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::Name => record.name.clone(),
        Field::Rf => record.rf.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::RfValidUntil => date(record.rf_valid_until),
        Field::RevenueCode => record.revenue_code.clone(),
        Field::Description => record.description.clone(),
        Field::Year => record.year.to_string(),
        Field::ListNo => record.list_no.clone().unwrap_or_default(),
        Field::Due => date(record.due),
        Field::Capital => amount(record.capital, mapping.decimal),
        Field::Surcharge => amount(record.surcharge, mapping.decimal),
        Field::SurchargeAsOf => date(record.surcharge_as_of),
        Field::Instalment => record.instalment.map(|number| number.to_string()).unwrap_or_default(),
        Field::Status if record.cancelled => mapping.cancelled_words.first().cloned().unwrap_or_default(),
        Field::Status => String::new(),
    }
}

fn amount(amount: Money, mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Point => amount.to_string(),
        DecimalMark::Comma => amount.to_string().replace('.', ","),
    }
}
