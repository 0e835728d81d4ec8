//! A file of debts under any mapping: every row is a debt or a refusal with its line, none is lost and none is
//! made up, and good rows written again are read as the same.

use std::io::{self, Read};

use tameio::domain::debt::DebtRecord;
use tameio::domain::money::DecimalMark;
use tameio::domain::stated::Stated;
use tameio::exchange::debts::DebtFile;
use tameio::exchange::invented::write_csv;
use tameio::exchange::mapping::{Encoding, Mapping};
use tameio::exchange::reason::BadRow;

/// Byte 0 chooses the mapping; byte 1 the size of the pieces in which the file comes, and whether reading breaks
/// off after the last. The file follows.
pub fn check(data: &[u8]) {
    let Some(([layout, how], file)) = data.split_first_chunk::<2>() else { return };
    let mapping = mapping_of(usize::from(*layout));
    let fails = how & 0x80 != 0;
    let source = Source { left: file, piece: usize::from(how & 0x7f), fails };
    // A length of a file that grows or has none is not to be relied on.
    let length = if *how == 0x7f { u64::MAX } else { file.len() as u64 };
    let Ok(mut opened) = DebtFile::read(source, length, &mapping) else { return };
    let (good, mut bad) = rows(&mut opened, file);
    if fails {
        assert_eq!(opened.sha256(), None, "a file that broke off counts as whole");
        assert_eq!(bad.pop().map(|row| row.reason.word()), Some("read_failed"));
    } else {
        assert_eq!(opened.bytes_read(), file.len() as u64);
        assert!(opened.sha256().is_some());
    }
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if !fails && !text.contains(&b'"') {
        let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).count();
        if let Some(passed_over) = super::passed_over(&opened.read_otherwise()) {
            assert_eq!(good.len() + bad.len() + 1 + passed_over, lines, "rows, titles and what was passed over");
        }
    }
    written_again(&good, &mapping);
}

fn mapping_of(layout: usize) -> Mapping {
    let encoding = Encoding::ALL[layout % Encoding::ALL.len()];
    let (separator, decimal, date) = match layout / Encoding::ALL.len() % 4 {
        0 => (';', DecimalMark::Comma, "%d/%m/%Y"),
        1 => (',', DecimalMark::Point, "%Y-%m-%d"),
        2 => ('\t', DecimalMark::Comma, "%d.%m.%Y %H:%M"),
        _ => ('|', DecimalMark::Point, "%Y%m%d"),
    };
    Mapping { encoding, separator, decimal, date: date.to_owned(), ..Mapping::default() }
}

fn rows<R: Read>(opened: &mut DebtFile<R>, file: &[u8]) -> (Vec<DebtRecord>, Vec<BadRow>) {
    // More than there are, where line ends of two bytes or more are counted twice.
    let lines =
        file.iter().filter(|byte| matches!(byte, b'\n' | b'\r' | 0x28 | 0x29 | 0xA8 | 0xA9 | 0x85)).count() as u64 + 1;
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let mut before = 1;
    while let Some(row) = opened.next() {
        let broke_off = matches!(&row, Err(row) if row.reason.word() == "read_failed");
        assert!(opened.line() > before || broke_off, "a row stands twice");
        before = opened.line();
        assert!(before <= lines, "a row after the last line");
        match row {
            Ok(record) => good.push(record),
            Err(row) => {
                assert_eq!(row.line, before);
                bad.push(row);
            }
        }
    }
    assert!(opened.next().is_none(), "rows after the end");
    (good, bad)
}

fn written_again(good: &[DebtRecord], mapping: &Mapping) {
    // A file that is written has every column: what a file did not say is empty there.
    let good: Vec<DebtRecord> = good.iter().map(said).filter(|record| !owes_nothing(record)).collect();
    let mut bytes = Vec::new();
    if write_csv(&good, mapping, &mut bytes).is_err() {
        // Of a file in UTF-16, which has every letter.
        return;
    }
    let mut opened = DebtFile::read(&bytes[..], bytes.len() as u64, mapping).expect("a written file is one");
    let (again, bad) = rows(&mut opened, &bytes);
    assert_eq!(bad, []);
    // Not `assert_eq`: a debt does not print itself.
    assert!(again == good, "debts change when they are written");
}

fn said(record: &DebtRecord) -> DebtRecord {
    fn of<T: Clone>(stated: &Stated<T>) -> Stated<T> {
        stated.value().cloned().into()
    }
    DebtRecord {
        afm: of(&record.afm),
        debtor_number: of(&record.debtor_number),
        rf: of(&record.rf),
        rf_valid_until: of(&record.rf_valid_until),
        list_no: of(&record.list_no),
        due: of(&record.due),
        surcharge: of(&record.surcharge),
        surcharge_as_of: of(&record.surcharge_as_of),
        instalment: of(&record.instalment),
        cancelled: of(&record.cancelled),
        ..record.clone()
    }
}

/// Only a file without surcharges can state such a debt: the books may have them.
fn owes_nothing(record: &DebtRecord) -> bool {
    record.capital.is_zero() && record.surcharge.value().is_none_or(|surcharge| surcharge.is_zero())
}

/// Gives at most `piece` bytes at a time, as many as fit for 0.
struct Source<'a> {
    left: &'a [u8],
    piece: usize,
    fails: bool,
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() && self.fails {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let most = if self.piece == 0 { into.len() } else { into.len().min(self.piece) };
        self.left.read(&mut into[..most])
    }
}
